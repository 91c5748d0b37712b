import { whileMoved } from '~/browser/case/transfer-again';
import { countyTransfers } from '~/browser/case/transfer-source';
import { useKeyring } from '~/browser/keys/use-keyring';
import { giveHere } from '~/browser/opening/ceremony-workspace';
import { takeHere } from '~/browser/opening/escrow-workspace';
import { askStep, postStep, useStep, workspaceFor } from '~/browser/opening/use-ceremony';
import { escrowToTake, sharesToGive } from '~/contract/answers/ceremony';
import type { CeremonyPage } from '~/services/opening/ceremony-view.server';
import { Button } from '~/ui/button';
import { Inset } from '~/ui/inset';
import type { Lang } from '~/words/language';
import { ceremonyWords } from '~/words/opening/ceremony';
import { StepFault } from './ceremony-fault';

type Props = {
  lang: Lang;
  page: CeremonyPage;
  path: string;
  step: 'give' | 'giveSample' | 'take';
  unitId: string;
};

/** One press: the custodian or finance hands its shares on, or the lead who asked takes the joined keys over. */
export function CeremonyHandOn({ lang, page, path, step, unitId }: Props) {
  const t = ceremonyWords[lang];
  const { unlocked } = useKeyring();
  const { busy, fault, run } = useStep();
  const { facts, words, today, item } = page;
  const takeHint = t.takeHint[item.purpose === 'takeover' ? 'takeover' : 'review'];

  async function give() {
    const given = await askStep(path, step === 'give' ? 'toGive' : 'toGiveSample', sharesToGive);
    const holder = step === 'give' ? 'custodians' : 'finance';
    const shares = await giveHere(holder, { ...given, facts, words }, today, workspaceFor(page));
    await postStep(path, step, { shares });
  }

  async function take() {
    await whileMoved(async () => {
      const given = await askStep(path, 'toTake', escrowToTake);
      const chain = await countyTransfers(`/${lang}/staff/transfers`);
      const taken = await takeHere(facts, given, unitId, today, { ...workspaceFor(page), chain });
      await postStep(path, 'take', taken);
    });
  }

  return (
    <section className="anshao-card anshao-card--next" aria-labelledby="hand-on" data-hand-on={step}>
      <h2 className="govuk-heading-m" id="hand-on">
        {t[step]}
      </h2>
      {!unlocked && <Inset>{t.locked}</Inset>}
      <StepFault fault={fault} lang={lang} />
      <p className="govuk-body">{step === 'take' ? takeHint : t.giveHint}</p>
      <Button type="button" disabled={!unlocked || busy} onClick={() => void run(step === 'take' ? take : give)}>
        {t[step]}
      </Button>
    </section>
  );
}
