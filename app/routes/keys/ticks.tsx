import { type Draft, useDraft } from '~/browser/use-draft';
import { keysWords } from '~/words/keys/keys';
import type { Lang } from '~/words/language';

/**
 * Keeps what a guardian ticked, as words are kept: over a lock, a reload and a look at another page, sealed to whoever
 * ticked. To compare a county's fingerprints takes an hour. Each tick is the mark of what was shown (compared.ts).
 * `place` is null for as long as there is nothing to tick.
 */
export const useTicks = (place: string | null): Draft => useDraft(place ?? 'directory/nothing', { ticks: true });

/** The marks that are ticked in a form. */
export const ticked = (form: HTMLFormElement): Set<string> =>
  new Set(new FormData(form).getAll('compared').map(String));

/** Says that earlier ticks stand there again. */
export function TicksBack({ lang, back }: { lang: Lang; back: boolean }) {
  return (
    <p className="govuk-hint anshao-live" role="status" data-ticks-back={back || undefined}>
      {back && keysWords[lang].directory.ticksBack}
    </p>
  );
}
