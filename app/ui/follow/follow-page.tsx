import { whyNoReward } from '~/domain/follow/news';
import type { Verdict } from '~/domain/vocabulary';
import { Button } from '~/ui/button';
import { ErrorSummary, type FormError } from '~/ui/error-summary';
import { Inset } from '~/ui/inset';
import { NotificationBanner } from '~/ui/notification-banner';
import { PageTitle } from '~/ui/page-title';
import { ListFreshness } from '~/ui/staff/list-freshness';
import { Warning } from '~/ui/warning';
import { followWords } from '~/words/follow/follow';
import { followActWords } from '~/words/follow/follow-acts';
import { followModeWords } from '~/words/follow/follow-mode';
import { formatDate, type Lang } from '~/words/language';
import { FollowAccess } from './follow-access';
import type { FollowPageFacts } from './follow-facts';
import { type FilesProblem, FollowFiles, filesProblemText } from './follow-files';
import { Bound, type SealingMode, StepForm } from './follow-form';
import { FollowHistory } from './follow-history';
import { FollowNews } from './follow-news';
import { FollowObjection, objectionError } from './follow-objection';
import { claimError, FollowReward, type RewardForm } from './follow-reward';
import { FollowSealed } from './follow-sealed';
import { Decisions, Progress } from './follow-standing';
import { FollowThread, type MessageForm, messageError } from './follow-thread';
import { FollowWithdraw, type WithdrawProblem, withdrawError } from './follow-withdraw';

export type FollowDone = 'sent' | 'objected' | 'claimed' | 'waived' | 'added' | 'withdrawn';

type Props = {
  lang: Lang;
  page: FollowPageFacts;
  /** What the browser is to open (JSON); null without scripts. */
  sealed: string | null;
  /** Carried by each form, so that it acts only on this report. */
  bound: string;
  /** By this, what is posted twice from this page is recognised. */
  once: string;
  mark: string;
  /** Words from before the page locked stand in the forms again. */
  wordsBack: boolean;
  maxMessage: number;
  message: MessageForm;
  objection: MessageForm;
  reward: RewardForm;
  files: FilesProblem | null;
  withdraw: WithdrawProblem | null;
  done: FollowDone | null;
};

/** The reporter's own page. With scripts the island writes into it what only the reporter's browser can open. */
export function FollowPageView(props: Props) {
  const { lang, page, sealed, bound, once, mark, maxMessage, message, objection, reward, files, withdraw } = props;
  const words = followWords[lang];
  const mode: SealingMode = sealed === null ? 'plain' : 'sealed';
  const base = { lang, mode };
  const claimable = page.reward?.state === 'approved';
  const verdict = page.decisions.find(({ kind }) => kind === 'verdict')?.detail as Verdict | undefined;
  const none = whyNoReward({ ...page, verdict: verdict ?? null, withdrawn: page.withdrawn?.outcome ?? null });
  return (
    <Bound.Provider value={{ page: bound, once, mark }}>
      <ErrorSummary told="page" errors={errorsOf(props)} />
      <DoneBanner {...props} />
      {props.wordsBack && (
        <NotificationBanner told={props.wordsBack}>{followModeWords[lang].wordsBack}</NotificationBanner>
      )}
      <PageTitle>{words.page.title}</PageTitle>
      <Leave {...base} />
      {page.deleted && <Inset>{words.page.deleted[page.deleted.by](formatDate(page.deleted.on, lang))}</Inset>}
      {sealed !== null && <FollowSealed lang={lang} sealed={sealed} bound={bound} maxMessage={maxMessage} />}
      {page.danger !== null && <Warning>{words.page.danger[page.danger]}</Warning>}
      {page.deleted === null && <FollowNews page={page} lang={lang} />}
      {claimable && <FollowReward {...base} reward={page.reward} none={none} form={reward} />}
      <FollowThread
        {...base}
        unit={page.unit}
        messages={page.messages}
        canWrite={page.canWrite}
        maxMessage={maxMessage}
        form={message}
      />
      <Decisions page={page} lang={lang} />
      {page.objecting && (
        <FollowObjection {...base} objecting={page.objecting} maxMessage={maxMessage} form={objection} />
      )}
      {!claimable && <FollowReward {...base} reward={page.reward} none={none} form={reward} />}
      <Progress page={page} lang={lang} />
      {page.list && <ListFreshness lang={lang} fresh={page.list} />}
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
      {sealed !== null && <Inset>{followModeWords[lang].inUse}</Inset>}
      <Inset>{words.page.notShown}</Inset>
      <Leave {...base} hint={false} />
    </Bound.Provider>
  );
}

/** A step that is no longer possible has no form left to point to. */
function errorsOf({ lang, page, maxMessage, message, objection, reward, files, withdraw }: Props): FormError[] {
  const written = messageError(message, maxMessage, lang);
  const disputed = objectionError(objection, maxMessage, lang);
  const claimable = page.reward?.state === 'approved';
  const at = (here: boolean, field: string) => (here ? { field } : {});
  return [
    ...(written ? [{ ...at(page.canWrite, 'message'), message: written }] : []),
    ...(disputed ? [{ ...at(page.objecting !== null, 'objection'), message: disputed }] : []),
    ...(reward.error && reward.error.code !== 'already'
      ? [{ ...at(claimable, reward.error.field), message: claimError(reward, lang) }]
      : []),
    ...(files ? [{ ...at(page.canAddFiles, 'files'), message: filesProblemText(files, lang) }] : []),
    ...(withdraw ? [{ ...at(page.withdrawing !== null, 'sure'), message: withdrawError(withdraw, lang) }] : []),
  ];
}

function DoneBanner({ lang, page, reward, done }: Props) {
  // It was done before, by another way or to another account than given now, and that claim stands.
  if (reward.error?.code === 'already')
    return <NotificationBanner told={reward}>{claimError(reward, lang)}</NotificationBanner>;
  if (!done) return null;
  const acts = followActWords[lang];
  const texts = {
    sent: followWords[lang].page.sent,
    objected: acts.objection.done,
    claimed: followWords[lang].reward.claimed,
    waived: followWords[lang].reward.waived,
    added: acts.files.added,
    withdrawn: acts.withdraw.done[page.withdrawn?.outcome ?? 'goesOn'],
  };
  return (
    <NotificationBanner success told={done}>
      {texts[done]}
    </NotificationBanner>
  );
}

/** Leaving locks the page on the server too. */
function Leave({ lang, mode, hint = true }: { lang: Lang; mode: SealingMode; hint?: boolean }) {
  const words = followWords[lang].page;
  return (
    <StepForm mode={mode} lang={lang} step="leave">
      {hint && mode === 'plain' && <p className="govuk-hint">{words.leaveHint}</p>}
      <Button name="step" value="leave" variant="secondary">
        {words.leave}
      </Button>
    </StepForm>
  );
}
