import type { RoutingReason } from '~/domain/routing';
import type { NotAcceptedReason, Stage, Verdict } from '~/domain/vocabulary';
import { followWords } from '~/words/follow';
import { formatDate, formatList, type Lang } from '~/words/language';
import { vocabularyWords } from '~/words/vocabulary';
import { Phone } from './board-page';
import { Button } from './button';
import { ErrorSummary, type FormError } from './error-summary';
import { FollowReward, type FollowRewardFacts, type RewardForm } from './follow-reward';
import { Inset } from './inset';
import { NotificationBanner } from './notification-banner';
import { PageTitle } from './page-title';
import { SummaryList, type SummaryRow } from './summary-list';
import { TextArea } from './text-area';
import { Timeline } from './timeline';

type Named = { readonly zh: string; readonly en: string };
export type FollowPageFacts = {
  stage: Stage;
  unit: Named;
  unitPhone: string | null;
  assisting: readonly Named[];
  reasons: readonly { rule: string; unit: Named | null }[];
  receivedOn: string;
  dueOn: string | null;
  late: boolean;
  decisions: readonly { kind: DecisionKind; on: string | null; detail: string | null }[];
  events: readonly { number: number; act: string; on: string; unit: Named | null }[];
  messages: readonly {
    sequence: number;
    from: 'reporter' | 'staff';
    on: string;
    text: string | null;
    problem: 'unreadable' | 'unverified' | null;
  }[];
  canWrite: boolean;
  reward: FollowRewardFacts | null;
};
type DecisionKind = 'accepted' | 'notAccepted' | 'verdict' | 'penalty' | 'rectified' | 'struckOff';

export type MessageForm = { typed: string; error: 'message' | 'messageTooLong' | 'messageFailed' | null };
type Props = {
  lang: Lang;
  page: FollowPageFacts;
  mostMessage: number;
  message: MessageForm;
  reward: RewardForm;
  done: 'sent' | 'claimed' | null;
};

/** The reporter's own page. */
export function FollowPageView({ lang, page, mostMessage, message, reward, done }: Props) {
  const words = followWords[lang];
  const messageError = messageText(message, mostMessage, lang);
  const errors: FormError[] = [
    ...(messageError ? [{ field: 'message', message: messageError }] : []),
    ...(reward.error ? [{ field: reward.error.field, message: words.reward.errors[reward.error.code] }] : []),
  ];
  return (
    <>
      <ErrorSummary errors={errors} />
      {done && (
        <NotificationBanner success>{done === 'sent' ? words.page.sent : words.reward.claimed}</NotificationBanner>
      )}
      <PageTitle>{words.page.title}</PageTitle>
      <Leave lang={lang} />
      <Progress page={page} lang={lang} />
      <Decisions page={page} lang={lang} />
      <FollowReward reward={page.reward} form={reward} lang={lang} />
      <Messages page={page} lang={lang} />
      {page.canWrite ? (
        <form method="post" action={`/${lang}/follow`} noValidate>
          <TextArea
            name="message"
            label={words.page.message.label}
            hint={words.page.message.hint}
            error={messageError}
            defaultValue={message.typed}
            maxLength={mostMessage}
            rows={5}
          />
          <Button name="step" value="message">
            {words.page.send}
          </Button>
        </form>
      ) : (
        <p className="govuk-body">{words.page.closedMessages}</p>
      )}
      <History page={page} lang={lang} />
      <Inset>{words.page.notShown}</Inset>
      <Leave lang={lang} hint={false} />
    </>
  );
}

function messageText({ error }: MessageForm, most: number, lang: Lang): string | undefined {
  if (error === null) return undefined;
  const { errors } = followWords[lang];
  return error === 'messageTooLong' ? errors.messageTooLong(most) : errors[error];
}

/** Leaving locks the page on the server too. */
function Leave({ lang, hint = true }: { lang: Lang; hint?: boolean }) {
  const words = followWords[lang].page;
  return (
    <form method="post" action={`/${lang}/follow`}>
      {hint && <p className="govuk-hint">{words.leaveHint}</p>}
      <Button name="step" value="leave" variant="secondary">
        {words.leave}
      </Button>
    </form>
  );
}

type Part = { page: FollowPageFacts; lang: Lang };

function Progress({ page, lang }: Part) {
  const words = followWords[lang];
  const due = page.dueOn === null ? words.page.noDue : formatDate(page.dueOn, lang);
  const rows: SummaryRow[] = [
    { key: words.page.stage, value: <strong>{words.stages[page.stage]}</strong> },
    { key: words.page.unit, value: page.unit[lang] },
    { key: words.page.why, value: <Reasons page={page} lang={lang} /> },
    ...(page.assisting.length > 0
      ? [
          {
            key: words.page.assisting,
            value: formatList(
              page.assisting.map((unit) => unit[lang]),
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

function reasonText({ rule, unit }: { rule: string; unit: Named | null }, lang: Lang): string {
  const name = unit?.[lang] ?? '';
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

function Messages({ page, lang }: Part) {
  const words = followWords[lang].page;
  return (
    <>
      <h2 className="govuk-heading-m">{words.messages}</h2>
      {page.messages.length === 0 && <p className="govuk-body">{words.noMessages}</p>}
      {page.messages.length > 0 && (
        <ol className="anshao-messages">
          {page.messages.map((message) => (
            <li
              className={message.from === 'reporter' ? 'anshao-message anshao-message--ours' : 'anshao-message'}
              key={message.sequence}
            >
              <p className="anshao-message__meta">
                <strong>{message.from === 'reporter' ? words.fromYou : page.unit[lang]}</strong>{' '}
                <time dateTime={message.on}>{formatDate(message.on, lang)}</time>
              </p>
              <p className="govuk-body anshao-lines">{message.problem ? words[message.problem] : message.text}</p>
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

function History({ page, lang }: Part) {
  const words = followWords[lang];
  const texts: Record<string, string> = words.events;
  const shown = page.events.filter((event) => texts[EVENT_NAMES[event.act] ?? event.act] !== undefined);
  return (
    <>
      <h2 className="govuk-heading-m">{words.page.timeline}</h2>
      <Timeline
        label={words.page.timeline}
        events={shown.map((event) => ({
          key: String(event.number),
          title: texts[EVENT_NAMES[event.act] ?? event.act],
          date: event.on,
          by: event.act.startsWith('case.') ? event.unit?.[lang] : undefined,
        }))}
      />
    </>
  );
}

/** Acts as the timeline keeps them → names of what happened. */
const EVENT_NAMES: Readonly<Record<string, string>> = {
  'report.submit': 'submitted',
  'report.supersede': 'superseded',
  'report.message': 'reporterMessaged',
  'case.accept': 'accepted',
  'case.refuse': 'refused',
  'case.transfer': 'transferred',
  'case.assign': 'assigned',
  'case.message': 'messaged',
  'case.visit': 'siteVisited',
  'case.extend': 'extended',
  'case.findVerdict': 'verdictProposed',
  'case.confirmVerdict': 'verdictConfirmed',
  'case.recordPenalty': 'penaltyRecorded',
  'case.rectify': 'rectified',
  'case.strikeOff': 'struckOff',
  'case.reply': 'replied',
  'case.close': 'closed',
  'reward.approve': 'rewardApproved',
  'reward.claim': 'rewardClaimed',
  'payout.pay': 'rewardPaid',
};
