import type { BackupStanding } from '~/services/county/backup-runs.server';
import { Warning } from '~/ui/warning';
import { backupWords } from '~/words/county/backup';
import type { Lang } from '~/words/language';

type Shown = Pick<BackupStanding, 'state' | 'hours' | 'problem' | 'missing'>;

/** How old the last good backup is; as a warning once somebody must look. */
export function BackupNotice({ lang, backup: { state, hours, problem, missing } }: { lang: Lang; backup: Shown }) {
  const words = backupWords[lang];
  const failed = problem === null ? null : words.problems[problem];
  const lost = missing > 0 ? words.missing(missing) : null;
  const age = state === 'none' ? words.none : words[state](hours ?? 0);
  const text = [age, failed, lost].filter((one) => one !== null).join(words.between);
  if (state === 'fresh' && failed === null && lost === null) {
    return (
      <p className="govuk-body" data-backup={state}>
        {text}
      </p>
    );
  }
  return (
    <div data-backup={state}>
      <Warning>{text}</Warning>
    </div>
  );
}
