import { eventOf } from '~/domain/acts/table';
import { Timeline } from '~/ui/timeline';
import { followWords } from '~/words/follow/follow';
import type { Lang } from '~/words/language';

type EventFacts = {
  number: number;
  act: string;
  on: string;
  unit: { readonly zh: string; readonly en: string } | null;
};

/** What has happened to the report. */
export function FollowHistory({ events, lang }: { events: readonly EventFacts[]; lang: Lang }) {
  const words = followWords[lang];
  const texts: Record<string, string> = words.events;
  const textOf = (act: string) => texts[eventOf(act) ?? ''];
  const shown = events.filter((event) => textOf(event.act) !== undefined);
  return (
    <>
      <h2 className="govuk-heading-m">{words.page.timeline}</h2>
      <Timeline
        label={words.page.timeline}
        events={shown.map((event) => ({
          key: String(event.number),
          title: textOf(event.act),
          date: event.on,
          by: event.act.startsWith('case.') ? event.unit?.[lang] : undefined,
        }))}
      />
    </>
  );
}
