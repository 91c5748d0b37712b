import type { Lateness, Urgency } from '~/domain/case/deadlines';
import { hourText, limitText } from '~/words/case/limit';
import { queueWords } from '~/words/case/queue';
import { useLang } from './language';
import { Tag, type TagTone } from './tag';

const TONES: Record<Urgency, TagTone> = {
  none: 'neutral',
  later: 'neutral',
  soon: 'attention',
  today: 'attention',
  overdue: 'bad',
};

type Props = Omit<Lateness, 'dueHour'> & { dueOn: string | null; dueHour?: string | null; dueProvisional?: boolean };

/** A time limit: the day, where hours count the hour, and in words how near it is. */
export function DueTag({ dueOn, daysLeft, lateness, dueHour = null, dueProvisional = false }: Props) {
  const lang = useLang();
  const words = queueWords[lang];
  if (dueOn === null || daysLeft === null) return <>{words.noLimit}</>;
  if (dueHour !== null) {
    return (
      <>
        {hourText(dueOn, dueHour, lang)}{' '}
        <Tag tone="bad">{lateness === 'overdue' ? words.hoursLate : words.hoursRun}</Tag>
      </>
    );
  }
  const left = daysLeft < 0 ? words.late(-daysLeft) : daysLeft === 0 ? words.dueToday : words.daysLeft(daysLeft);
  return (
    <>
      {limitText(dueOn, dueProvisional, lang)} <Tag tone={TONES[lateness]}>{left}</Tag>
    </>
  );
}
