import { type Localized, textIn } from '~/domain/localized';
import type { RoutingReason } from '~/domain/report/routing';
import type { NotAcceptedReason, Stage, Verdict } from '~/domain/vocabulary';
import { Button } from '~/ui/button';
import { Phone } from '~/ui/county/board-page';
import { ErrorSummary, type FormError } from '~/ui/error-summary';
import { Inset } from '~/ui/inset';
import { NotificationBanner } from '~/ui/notification-banner';
import { PageTitle } from '~/ui/page-title';
import { type FreshFacts, ListFreshness } from '~/ui/staff/list-freshness';
import { SummaryList, type SummaryRow } from '~/ui/summary-list';
import { Timeline } from '~/ui/timeline';
import { limitText } from '~/words/case/limit';
import { followWords } from '~/words/follow/follow';
import { followActWords } from '~/words/follow/follow-acts';
import { formatDate, formatList, type Lang } from '~/words/language';
import { vocabularyWords } from '~/words/vocabulary';
import { type AccessFacts, FollowAccess } from './follow-access';
import { type FilesProblem, FollowFiles, filesProblemText } from './follow-files';
import { Bound, StepForm, type Way } from './follow-form';
import { FollowHistory } from './follow-history';
import { claimError, FollowReward, type FollowRewardFacts, type RewardForm } from './follow-reward';
import { FollowSealed } from './follow-sealed';
import { FollowThread, type MessageFacts, type MessageForm, messageError } from './follow-thread';
import { FollowWithdraw, type WithdrawProblem, withdrawError } from './follow-withdraw';

export type FollowPageFacts = {
  stage: Stage;
  unit: Localized;
  unitPhone: string | null;
  assisting: readonly Localized[];
  reasons: readonly { rule: string; unit: Localized | null }[];
  receivedOn: string;
  dueOn: string | null;
  dueProvisional: boolean;
  late: boolean;
  decisions: readonly { kind: DecisionKind; on: string | null; detail: string | null }[];
  events: readonly { number: number; act: string; on: string; unit: Localized | null }[];
  messages: readonly MessageFacts[];
  canWrite: boolean;
  canAddFiles: boolean;
  withdrawing: 'closed' | 'goesOn' | null;
  withdrawn: { on: string; outcome: 'closed' | 'goesOn' } | null;
  deleted: { on: string; by: 'policy' | 'people' } | null;
  access: readonly AccessFacts[];
  reward: FollowRewardFacts | null;
  list: FreshFacts | null;
};
type DecisionKind = 'accepted' | 'notAccepted' | 'verdict' | 'penalty' | 'rectified' | 'struckOff';
export type FollowDone = 'sent' | 'claimed' | 'added' | 'withdrawn';

type Props = {
  lang: Lang;
  page: FollowPageFacts;
  /** What the browser is to open (JSON); null in the plain way. */
  sealed: string | null;
  /** Carried by each form, so that it acts on this report only. */
  bound: string;
  /** By which what is posted twice from this page is known. */
  once: string;
  mostMessage: number;
  message: MessageForm;
  reward: RewardForm;
  files: FilesProblem | null;
  withdraw: WithdrawProblem | null;
  done: FollowDone | null;
};

/** The reporter's own page. In the sealed way its script writes into it what only the reporter's browser can open. */
export function FollowPageView(props: Props) {
  const { lang, page, sealed, bound, once, mostMessage, message, reward, files, withdraw } = props;
  const words = followWords[lang];
  const way: Way = sealed === null ? 'plain' : 'sealed';
  const base = { lang, way };
  return (
    <Bound.Provider value={{ page: bound, once }}>
      <ErrorSummary errors={errorsOf(props)} />
      <DoneBanner {...props} />
      <PageTitle>{words.page.title}</PageTitle>
      <Leave {...base} />
      {page.deleted && <Inset>{words.page.deleted[page.deleted.by](formatDate(page.deleted.on, lang))}</Inset>}
      {sealed !== null && <FollowSealed lang={lang} sealed={sealed} bound={bound} mostMessage={mostMessage} />}
      <Progress page={page} lang={lang} />
      <Decisions page={page} lang={lang} />
      <FollowReward {...base} reward={page.reward} form={reward} />
      {page.list && <ListFreshness lang={lang} fresh={page.list} />}
      <FollowThread
        {...base}
        unit={page.unit}
        messages={page.messages}
        canWrite={page.canWrite}
        mostMessage={mostMessage}
        form={message}
      />
      {page.canAddFiles && <FollowFiles {...base} problem={files} />}
      <FollowHistory events={page.events} lang={lang} />
      <FollowAccess access={page.access} lang={lang} />
      {page.withdrawing && (
        <FollowWithdraw
          {...base}
          accepted={page.stage !== 'registered'}
          outcome={page.withdrawing}
          problem={withdraw}
        />
      )}
      <Inset>{words.page.notShown}</Inset>
      <Leave {...base} hint={false} />
    </Bound.Provider>
  );
}

/** A step that is not possible any more has no form left to point at. */
function errorsOf({ lang, page, mostMessage, message, reward, files, withdraw }: Props): FormError[] {
  const written = messageError(message, mostMessage, lang);
  const claimable = page.reward?.state === 'approved';
  const at = (here: boolean, field: string) => (here ? { field } : {});
  return [
    ...(written ? [{ ...at(page.canWrite, 'message'), message: written }] : []),
    ...(reward.error && reward.error.code !== 'already'
      ? [{ ...at(claimable, reward.error.field), message: claimError(reward, lang) }]
      : []),
    ...(files ? [{ ...at(page.canAddFiles, 'files'), message: filesProblemText(files, lang) }] : []),
    ...(withdraw ? [{ ...at(page.withdrawing !== null, 'sure'), message: withdrawError(withdraw, lang) }] : []),
  ];
}

function DoneBanner({ lang, page, reward, done }: Props) {
  // Done before, by another way or account than was given now: that one stands.
  if (reward.error?.code === 'already') return <NotificationBanner>{claimError(reward, lang)}</NotificationBanner>;
  if (!done) return null;
  const acts = followActWords[lang];
  const texts = {
    sent: followWords[lang].page.sent,
    claimed: followWords[lang].reward.claimed,
    added: acts.files.added,
    withdrawn: acts.withdraw.done[page.withdrawn?.outcome ?? 'goesOn'],
  };
  return <NotificationBanner success>{texts[done]}</NotificationBanner>;
}

/** Leaving locks the page on the server too. */
function Leave({ lang, way, hint = true }: { lang: Lang; way: Way; hint?: boolean }) {
  const words = followWords[lang].page;
  return (
    <StepForm way={way} lang={lang} step="leave">
      {hint && way === 'plain' && <p className="govuk-hint">{words.leaveHint}</p>}
      <Button name="step" value="leave" variant="secondary">
        {words.leave}
      </Button>
    </StepForm>
  );
}

type Part = { page: FollowPageFacts; lang: Lang };

function Progress({ page, lang }: Part) {
  const words = followWords[lang];
  const acts = followActWords[lang];
  const withdrew = page.stage === 'closed' && page.withdrawn?.outcome === 'closed';
  const due = page.dueOn === null ? words.page.noDue : limitText(page.dueOn, page.dueProvisional, lang);
  const rows: SummaryRow[] = [
    { key: words.page.stage, value: <strong>{words.stages[withdrew ? 'withdrawn' : page.stage]}</strong> },
    ...(page.withdrawn ? [{ key: acts.withdraw.on, value: formatDate(page.withdrawn.on, lang) }] : []),
    { key: words.page.unit, value: textIn(page.unit, lang) },
    { key: words.page.why, value: <Reasons page={page} lang={lang} /> },
    ...(page.assisting.length > 0
      ? [
          {
            key: words.page.assisting,
            value: formatList(
              page.assisting.map((unit) => textIn(unit, lang)),
              lang,
            ),
          },
        ]
      : []),
    ...(page.unitPhone ? [{ key: words.page.phone, value: <Phone number={page.unitPhone} /> }] : []),
    { key: words.page.received, value: formatDate(page.receivedOn, lang) },
    { key: words.page.due, value: page.late ? `${due}（${words.page.dueLate}）` : due },
  ];
  return <SummaryList rows={rows} />;
}

function Reasons({ page, lang }: Part) {
  return (
    <ul className="govuk-list">
      {page.reasons.map((reason, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the order of reasons is their meaning and never changes
        <li key={index}>{reasonText(reason, lang)}</li>
      ))}
    </ul>
  );
}

function reasonText({ rule, unit }: { rule: string; unit: Localized | null }, lang: Lang): string {
  const name = textIn(unit ?? {}, lang);
  const texts: Record<string, (unit: string) => string> = vocabularyWords[lang].routing;
  const text = Object.hasOwn(texts, rule) ? texts[rule as RoutingReason['rule']] : undefined;
  return text ? text(name) : followWords[lang].transferred(name);
}

function Decisions({ page, lang }: Part) {
  const words = followWords[lang];
  return (
    <>
      <h2 className="govuk-heading-m">{words.page.decisions}</h2>
      {page.decisions.length === 0 ? (
        <p className="govuk-body">{words.page.noDecisions}</p>
      ) : (
        <Timeline
          label={words.page.decisions}
          events={page.decisions.map(({ kind, on, detail }) => ({
            key: kind,
            title: words.decisionLabels[kind],
            date: on,
            body: detailText(kind, detail, lang),
          }))}
        />
      )}
    </>
  );
}

function detailText(kind: DecisionKind, detail: string | null, lang: Lang): string | undefined {
  if (detail === null) return undefined;
  if (kind === 'verdict') return followWords[lang].verdicts[detail as Verdict];
  return kind === 'notAccepted' ? vocabularyWords[lang].notAcceptedReasons[detail as NotAcceptedReason] : undefined;
}
