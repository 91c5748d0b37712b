import { Form, Link } from '@remix-run/react';
import { QUEUE_TICKS, type QueueFilter } from '~/domain/case/queue-filter';
import type { Stage } from '~/domain/vocabulary';
import type { StageCount } from '~/services/case/queue.server';
import { Button } from '~/ui/button';
import { Checkboxes } from '~/ui/checkboxes';
import type { Choice } from '~/ui/choice';
import { useSectors } from '~/ui/sectors';
import { Select } from '~/ui/select';
import { Tag } from '~/ui/tag';
import { queueWords } from '~/words/case/queue';
import type { Lang } from '~/words/language';
import { vocabularyWords } from '~/words/vocabulary';

type Props = { lang: Lang; filter: QueueFilter; counts: StageCount[]; stages: Choice<Stage>[] };

/** Counts for each stage as links, and the filter as a GET form. */
export function QueueFilters({ lang, filter, counts, stages }: Props) {
  const t = queueWords[lang];
  const sectors = useSectors(lang);
  const ticks = QUEUE_TICKS.map((value) => ({ value, label: t.ticks[value] }));
  return (
    <>
      <StageCounts lang={lang} counts={counts} chosen={filter.stage} />
      <Form
        method="get"
        className="anshao-filters"
        aria-label={t.filters}
        key={JSON.stringify({ ...filter, after: null })}
      >
        <Select name="stage" label={t.stage} placeholder={t.allOpen} choices={stages} defaultValue={filter.stage} />
        <Select
          name="sector"
          label={t.sector}
          placeholder={t.allSectors}
          choices={sectors.all}
          defaultValue={filter.sector}
        />
        {ticks.map((tick) => (
          <Checkboxes
            key={tick.value}
            name={tick.value}
            label={<span className="govuk-visually-hidden">{tick.label}</span>}
            choices={[{ value: 'yes', label: tick.label }]}
            defaultValues={filter[tick.value] ? ['yes'] : []}
          />
        ))}
        <Button variant="secondary">{t.apply}</Button>
      </Form>
    </>
  );
}

type CountsProps = { lang: Lang; counts: StageCount[]; chosen?: Stage | undefined };

/** How many cases each stage has, each count a link to them in the queue. */
export function StageCounts({ lang, counts, chosen }: CountsProps) {
  const t = queueWords[lang];
  const names = vocabularyWords[lang].stages;
  return (
    <ul className="govuk-list anshao-stage-counts" aria-label={t.stage}>
      {counts.map(({ stage, count, overdue }) => (
        <li key={stage}>
          <Link
            className="govuk-link"
            to={`/${lang}/staff/queue?stage=${stage}`}
            aria-current={chosen === stage ? 'true' : undefined}
          >
            {names[stage]} <strong>{t.counted(count)}</strong>
          </Link>
          {overdue > 0 && <Tag tone="bad">{t.overdueCount(overdue)}</Tag>}
        </li>
      ))}
    </ul>
  );
}
