import { useFetcher } from '@remix-run/react';
import { type FormEvent, useEffect, useState } from 'react';
import { newestFinding, type OpenedCase } from '~/browser/case/case-workspace';
import { dropDraft } from '~/browser/drafts';
import {
  computeFor,
  type Earlier,
  inputsJson,
  readInputs,
  recordedPenalty,
  revisedResult,
  sealSteps,
} from '~/browser/reward/reward-workspace';
import { useDraft } from '~/browser/use-draft';
import { accidentIn } from '~/domain/report/accident-entry';
import type { RewardRefusal, RewardStep } from '~/domain/reward/reward-facts';
import type { RewardInputs } from '~/domain/reward/reward-order';
import type { RewardForCase } from '~/services/reward/reward-page.server';
import { Button } from '~/ui/button';
import { ErrorMessage } from '~/ui/error-message';
import { Inset } from '~/ui/inset';
import { RewardSteps } from '~/ui/reward/reward-steps';
import { type Lang, labelled } from '~/words/language';
import { revisionWords } from '~/words/reward/revision';
import { refusalText, rewardWords } from '~/words/reward/reward';
import { draftWords } from '~/words/staff/draft';
import { vocabularyWords } from '~/words/vocabulary';
import { FactFields } from './reward-facts';
import type { action } from './rewards';

/** The earlier reward whose penalty changed. */
type Revising = Earlier & { id: string };
type Props = { lang: Lang; caseId: string; opened: OpenedCase; reward: RewardForCase; revising?: Revising };

/** The proposer's form: computes while one types, seals the steps here, and posts inputs that the server forgets. */
export function RewardProposal({ lang, caseId, opened, reward, revising }: Props) {
  const t = rewardWords[lang];
  const fetcher = useFetcher<typeof action>();
  const narrative = opened.reports.find((report) => report.reportId === reward.reportId)?.narrative ?? null;
  const anonymity = narrative?.anonymity ?? 'anonymous';
  const [inputs, setInputs] = useState<RewardInputs | null>(() => firstInputs(opened, narrative));
  const [state, setState] = useState<'ready' | 'working' | 'failed'>('ready');
  const refused = fetcher.data && 'refused' in fetcher.data ? fetcher.data.refused : null;
  const busy = state === 'working' || fetcher.state !== 'idle';
  const result = inputs && outcomeOf(reward, inputs, revising);
  const due = result !== null && 'steps' in result && result.amountFen > 0n;
  const place = `cases/${caseId}#${revising ? 'revision' : 'reward'}`;
  // Ticks are facts of the case here; what is put back is computed with at once.
  const draft = useDraft(place, { ticks: true, more: { read: () => ({}), put: () => read() } });
  const { form } = draft;
  const read = () => form.current && setInputs(readInputs(new FormData(form.current), anonymity));
  const proposed = fetcher.data !== undefined && refused === null;
  useEffect(() => {
    if (proposed) dropDraft(place);
  }, [proposed, place]);

  async function propose(event: FormEvent) {
    event.preventDefault();
    const { reportId, policy } = reward;
    if (inputs === null || result === null || reportId === null || !due || busy) return;
    setState('working');
    try {
      const proposalId = crypto.randomUUID();
      const steps = await sealSteps(opened, { proposalId, reportId, policy, inputs, result });
      const fields = { act: 'propose', proposalId, caseId, reportId, inputs: inputsJson(inputs), ...steps };
      const anew = revising && { act: 'revise', revises: revising.id, beforeFen: String(revising.beforeFen) };
      fetcher.submit({ ...fields, ...anew }, { method: 'post', action: `/${lang}/staff/rewards` });
      setState('ready');
    } catch {
      setState('failed');
    }
  }

  if (reward.reportId === null || narrative === null) return <p className="govuk-body">{t.notFirst}</p>;
  const message = refused ? refusalText(lang, refused) : state === 'failed' ? t.failed : undefined;
  return (
    <form ref={form} onChange={read} onInput={draft.onInput} onSubmit={propose} data-reward-form>
      <h3 className="govuk-heading-s">{revising ? revisionWords[lang].title : t.computeTitle}</h3>
      <p className="govuk-hint anshao-live" role="status" data-draft-back={draft.back || undefined}>
        {draft.back && draftWords[lang].back}
      </p>
      <p className="govuk-body">{t.computeIntro}</p>
      {opened.reports.length > 1 && <Inset>{t.firstOnly}</Inset>}
      <p className="govuk-body">
        {labelled(t.anonymity, lang)}
        {vocabularyWords[lang].anonymity[anonymity]}
      </p>
      <FactFields
        lang={lang}
        reward={reward}
        penalty={recordedPenalty(opened)}
        insider={narrative.insider}
        accident={accidentIn(newestFinding(opened)?.content)}
      />
      <Result result={result} lang={lang} />
      <ErrorMessage id="reward-propose-error" message={message} />
      <Button disabled={!due || busy}>{busy ? t.proposing : t.propose}</Button>
    </form>
  );
}

type Outcome =
  | { amountFen: bigint; steps: RewardStep[] }
  | { refusedBecause: RewardRefusal }
  | { none: 'unchanged' | 'notLower' };

function outcomeOf(reward: RewardForCase, inputs: RewardInputs, revising: Revising | undefined): Outcome {
  const { refusedBecause, ...result } = computeFor(reward, inputs);
  if (refusedBecause) return { refusedBecause };
  return revising ? revisedResult(reward.policy, result, revising) : result;
}

/** What it comes to, told while one types. */
function Result({ result, lang }: { result: Outcome | null; lang: Lang }) {
  const t = rewardWords[lang];
  const none =
    result && 'refusedBecause' in result
      ? t.noneDue + vocabularyWords[lang].rewardRefusals[result.refusedBecause]
      : result && 'none' in result && revisionWords[lang].none[result.none];
  return (
    <output aria-live="polite" className="anshao-live" data-reward-result>
      {result === null && <p className="govuk-body">{t.inputsWrong}</p>}
      {none && (
        <p className="govuk-body">
          <strong>{none}</strong>
        </p>
      )}
      {result && 'steps' in result && result.amountFen > 0n && (
        <RewardSteps steps={result.steps} amount={result.amountFen} lang={lang} />
      )}
    </output>
  );
}

/** What stands in the form before anything is typed. */
function firstInputs(opened: OpenedCase, narrative: OpenedCase['reports'][number]['narrative']): RewardInputs | null {
  const form = new FormData();
  form.set('penalty', recordedPenalty(opened));
  if (narrative?.insider) form.set('insider', 'yes');
  return readInputs(form, narrative?.anonymity ?? 'anonymous');
}
