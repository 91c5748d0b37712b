import { FOLLOW_STEPS } from '~/domain/follow/step-problem';
import { ListFreshnessTemplate } from '~/ui/staff/list-freshness';
import { Warning } from '~/ui/warning';
import { followWords } from '~/words/follow/follow';
import { followActWords } from '~/words/follow/follow-acts';
import { followAnswerWords } from '~/words/follow/follow-answers';
import { followModeWords } from '~/words/follow/follow-mode';
import type { Lang } from '~/words/language';
import { listSeparator } from '~/words/language';
import { ScriptWords } from './follow-form';
import { gappedMoney, gappedSteps } from './follow-gaps';

type Props = { lang: Lang; sealed: string; bound: string; maxMessage: number };

/** What the browser opens, and the words for it: only sealed bytes and public keys. */
export function FollowSealed({ lang, sealed, bound, maxMessage }: Props) {
  const mode = followModeWords[lang];
  return (
    <>
      <div data-strange-key hidden>
        <Warning>{mode.strangeKey}</Warning>
      </div>
      <div data-unsigned-key hidden>
        <Warning>{mode.unsignedKey}</Warning>
      </div>
      <div hidden data-sealed={sealed} data-bound={bound} />
      <ListFreshnessTemplate lang={lang} />
      <ScriptWords words={wordsFor(lang, maxMessage)} />
      <p className="govuk-body" role="status" data-progress />
    </>
  );
}

/** Names are on one level, so that the script can look up each by name. */
function wordsFor(lang: Lang, maxMessage: number): Record<string, string> {
  const mode = followModeWords[lang];
  const { errors, page, reward } = followWords[lang];
  const { files, objection, withdraw } = followActWords[lang];
  const answers = followAnswerWords[lang];
  return {
    saving: mode.saving,
    doneUnread: mode.doneUnread,
    wordsBack: mode.wordsBack,
    sealFailed: mode.sealFailed,
    another: mode.another,
    cannotOpen: mode.cannotOpen,
    newerVersion: mode.newerVersion,
    unreadable: page.unreadable,
    newer: page.newer,
    unverified: page.unverified,
    notOwn: page.notOwn,
    message: errors.message,
    objection: objection.empty,
    messageCode: errors.messageCode,
    messageTooLong: errors.messageTooLong(maxMessage),
    sure: withdraw.errors.sure,
    ...named('claim', reward.errors),
    filesMissing: files.missing,
    manifest: files.manifest,
    progress: files.progress('{name}', '{percent}'),
    removedFrom: files.removedFrom('{name}', '{what}'),
    staysIn: files.staysIn('{name}'),
    keptIn: files.keptIn('{name}'),
    nothingFound: files.nothingFound('{name}'),
    ...Object.assign({}, ...FOLLOW_STEPS.map((step) => named(step, answers[step]))),
    listSeparator: listSeparator(lang),
    ...named('state', files.states),
    ...named('removed', files.removed),
    ...named('upload', files.errors),
    money: gappedMoney(lang),
    ...named('step', gappedSteps(lang)),
  };
}

const named = (group: string, words: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(words).map(([name, text]) => [`${group}.${name}`, text]));
