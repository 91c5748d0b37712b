import type { Urgency } from '~/domain/case/deadlines';
import { limitText } from '~/words/case/limit';
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

type Props = { dueOn: string | null; daysLeft: number | null; lateness: Urgency; dueProvisional?: boolean };

/** A time limit: the day, and in words how near it is. */
export function DueTag({ dueOn, daysLeft, lateness, dueProvisional = false }: Props) {
  const lang = useLang();
  const words = queueWords[lang];
  if (dueOn === null || daysLeft === null) return <>{words.noLimit}</>;
  const left = daysLeft < 0 ? words.late(-daysLeft) : daysLeft === 0 ? words.dueToday : words.daysLeft(daysLeft);
  return (
    <>
      {limitText(dueOn, dueProvisional, lang)} <Tag tone={TONES[lateness]}>{left}</Tag>
    </>
  );
}
