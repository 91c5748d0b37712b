import { useState } from 'react';
import { useKeyring } from '~/browser/keys/use-keyring';
import { approveHere } from '~/browser/opening/ceremony-workspace';
import { postStep, useStep, workspaceFor } from '~/browser/opening/use-ceremony';
import type { CeremonyPage } from '~/services/opening/ceremony-view.server';
import { Button } from '~/ui/button';
import { ButtonGroup } from '~/ui/button-group';
import { Inset } from '~/ui/inset';
import { Radios } from '~/ui/radios';
import { formatDate, type Lang } from '~/words/language';
import { ceremonyWords } from '~/words/opening/ceremony';
import { StepFault } from './ceremony-fault';

type Props = { lang: Lang; page: CeremonyPage; path: string; approve: NonNullable<CeremonyPage['approve']> };

/** The guardian's browser opens the guardians' shares and seals them anew, signed; only that leaves it. */
export function CeremonyDecision({ lang, page, path, approve }: Props) {
  const t = ceremonyWords[lang];
  const { unlocked } = useKeyring();
  const { busy, fault, run } = useStep();
  const [missing, setMissing] = useState(false);
  const [only] = approve.openers.length === 1 ? approve.openers : [];

  const send = (form: HTMLFormElement) =>
    run(async () => {
      const openerId = String(new FormData(form).get('opener') ?? only?.memberId ?? '');
      setMissing(openerId === '');
      if (openerId === '') return;
      const { facts, words } = page;
      const { shares, expiresOn } = approve;
      const made = await approveHere({ facts, words, shares, openerId, expiresOn }, workspaceFor(page));
      await postStep(path, 'approve', made);
    });

  return (
    <section className="anshao-card anshao-card--next" aria-labelledby="decide" data-decide>
      <h2 className="govuk-heading-m" id="decide">
        {t.decide}
      </h2>
      {!unlocked && <Inset>{t.locked}</Inset>}
      <StepFault fault={fault} lang={lang} />
      <form
        method="post"
        encType="text/plain"
        onSubmit={(event) => {
          event.preventDefault();
          void send(event.currentTarget);
        }}
      >
        {page.item.kind !== 'payeeSample' && approve.openers.length === 0 && <Inset>{t.openerNone}</Inset>}
        {page.item.kind !== 'payeeSample' && approve.openers.length > 0 && (
          <Radios
            name="opener"
            label={t.opener}
            defaultValue={only?.memberId}
            error={missing ? t.chooseOne : undefined}
            choices={approve.openers.map(({ memberId, name }) => ({ value: memberId, label: name }))}
          />
        )}
        <p className="govuk-hint">{t.approveHint(formatDate(approve.expiresOn, lang))}</p>
        <ButtonGroup>
          <Button disabled={!unlocked || busy || approve.openers.length === 0}>{busy ? t.approving : t.approve}</Button>
          <Button
            type="button"
            variant="warning"
            disabled={busy}
            onClick={() => void run(() => postStep(path, 'refuse'))}
          >
            {t.refuse}
          </Button>
        </ButtonGroup>
      </form>
    </section>
  );
}
