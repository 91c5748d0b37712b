import { eventOf } from '~/domain/acts/table';
import { type Localized, textIn } from '~/domain/localized';
import { Timeline } from '~/ui/timeline';
import { followWords } from '~/words/follow/follow';
import type { Lang } from '~/words/language';

type EventFacts = {
  number: number;
  act: string;
  on: string;
  unit: Localized | null;
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
          by: event.act.startsWith('case.') ? (event.unit ? textIn(event.unit, lang) : undefined) : undefined,
        }))}
      />
    </>
  );
}
