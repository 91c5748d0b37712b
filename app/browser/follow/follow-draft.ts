import * as z from 'zod/mini';
import { openAge, sealAge } from '~/envelope/age-file';
import { text, utf8 } from '~/envelope/bytes';
import { isEnvelopeError } from '~/envelope/errors';
import { keyPairFromSeed } from '~/envelope/key-pair';

/** What was typed into a form of the page, by its step. Files cannot be put back, and confirmations are not. */
const typedWords = z.object({ step: z.string(), values: z.array(z.tuple([z.string(), z.string()])) });
export type Typed = z.output<typeof typedWords>;

/**
 * Words that were typed and not sent when the page locked itself. They lie in this page's memory, sealed to the
 * reporter's own key, which only the receipt code opens, and are gone with the page.
 */
let kept: Promise<Uint8Array> | null = null;

const NOT_WORDS = ['sure', 'consent', 'keepOriginal'];

/** What somebody has written into the forms. */
export function typedInto(main: HTMLElement): Typed[] {
  return [...main.querySelectorAll<HTMLFormElement>('form[data-step]')].flatMap((form) => {
    const { step, values } = typedIn(form);
    const words = values.filter(([name, value]) => value !== '' && !NOT_WORDS.includes(name));
    return words.length > 0 ? [{ step, values: words }] : [];
  });
}

/**
 * What somebody has written into a form. Hidden fields say what the page shows, and the next page shows something else;
 * that a reward is given up is ticked anew for each that is shown.
 */
export function typedIn(form: HTMLFormElement): Typed {
  const written = (entry: [string, FormDataEntryValue]): entry is [string, string] =>
    typeof entry[1] === 'string' &&
    entry[0] !== 'waiveSure' &&
    form.querySelector(`[type=hidden][name="${CSS.escape(entry[0])}"]`) === null;
  return { step: form.dataset.step ?? '', values: [...new FormData(form)].filter(written) };
}

/** Seals it to the key of the receipt code, whose seed the caller wipes afterwards. */
export function keepTyped(typed: readonly Typed[], seed: Uint8Array): void {
  const own = seed.slice();
  kept = keyPairFromSeed(own)
    .then(({ recipient }) => sealAge(utf8(JSON.stringify(typed)), [recipient]))
    .finally(() => own.fill(0));
}

/**
 * The words that wait, for the report whose code was given; for another report there are none, and they stay where they
 * are.
 */
export async function takeTyped(seed: Uint8Array): Promise<Typed[]> {
  if (kept === null) return [];
  try {
    const { identity } = await keyPairFromSeed(seed);
    const opened = text(await openAge(await kept, identity));
    kept = null;
    return z.array(typedWords).parse(JSON.parse(opened));
  } catch (error) {
    if (isEnvelopeError(error)) return [];
    throw error;
  }
}

export function dropTyped(): void {
  kept = null;
}

/** Puts typed words into the form of their step, where the page still has it. */
export function typeAgain(main: HTMLElement, { step, values }: Typed): boolean {
  const form = main.querySelector(`form[data-step="${CSS.escape(step)}"]`);
  for (const [name, value] of values) {
    for (const control of form?.querySelectorAll<HTMLInputElement>(`[name="${CSS.escape(name)}"]`) ?? []) {
      if (control.type === 'radio' || control.type === 'checkbox') control.checked = control.value === value;
      else if (control.type !== 'file') control.value = value;
    }
  }
  return form !== null;
}
