import { fillFreshness } from '~/browser/keys/list-freshness';
import type { RewardStep } from '~/domain/reward/reward-facts';
import { DEFAULT_LANG } from '~/domain/vocabulary';
import type { PageWords } from './follow-words';
import { hasUnsignedKey, isStrange, type OpenedFollow } from './follow-workspace';

/** Writes what this browser opened into the page that the server rendered, as text only. */
export function fillPage(main: HTMLElement, opened: OpenedFollow, words: PageWords): void {
  const strange = main.querySelector<HTMLElement>('[data-strange-key]');
  if (strange) strange.hidden = !isStrange(opened);
  const unsigned = main.querySelector<HTMLElement>('[data-unsigned-key]');
  if (unsigned) unsigned.hidden = !hasUnsignedKey(opened);
  const { directory, routing, card, sealed } = opened;
  // About a list signed by another key than the one noted at the sending, nothing is said but that it is suspicious.
  if (directory && card) {
    // Stamps over a routing that nobody vouches for do not count.
    const stamps = routing === null && sealed.routingVersion > 0 ? [] : sealed.stamps;
    fillFreshness(main, { directory, routing, countyKey: card.countyKey, stamps });
  }
  for (const { sequence, text, problem } of opened.messages) {
    const place = main.querySelector<HTMLElement>(`[data-message="${sequence}"]`);
    if (!place) continue;
    place.textContent = text ?? words(problem ?? 'unreadable');
    markChinese(place, text);
    const note = place.parentElement?.querySelector<HTMLElement>('[data-message-note]');
    if (note) note.hidden = problem !== 'former';
  }
  fillSteps(main, opened, words);
}

/** Words that somebody wrote in Chinese are read out as Chinese on every page. */
function markChinese(place: Element | null, text: string | null): void {
  if (place && text !== null && /\p{Script=Han}/u.test(text)) place.setAttribute('lang', DEFAULT_LANG);
}

function fillSteps(main: HTMLElement, { explained }: OpenedFollow, words: PageWords): void {
  const steps = main.querySelector<HTMLElement>('[data-steps]');
  const none = main.querySelector<HTMLElement>('[data-no-steps]');
  const item = steps?.querySelector('li');
  if (!steps || !none || !item) return;
  steps.hidden = explained === null;
  none.hidden = explained !== null;
  if (!explained) return;
  const lines = explained.steps.map((step) => {
    const line = item.cloneNode(true) as HTMLElement;
    const put = (part: string, text: string) => {
      const place = line.querySelector(part);
      if (place) place.textContent = text;
    };
    put('.anshao-steps__row > span', stepText(step, words));
    put('.anshao-steps__amount', moneyText(step.resultFen, words));
    put('.anshao-steps__basis', step.legalBasis);
    markChinese(line.querySelector('.anshao-steps__basis'), step.legalBasis);
    return line;
  });
  item.parentElement?.replaceChildren(...lines);
  // Where the server knew the amount it already stands there.
  const amount = main.querySelector('[data-sealed-amount]');
  if (!amount) return;
  for (const place of [amount, steps.querySelector('.anshao-steps__total .anshao-steps__amount')]) {
    if (place) place.textContent = moneyText(explained.amountFen, words);
  }
}

/** A step's text, from words with gaps. An officer's browser sealed the step, so an unknown one gives no text. */
export function stepText(step: RewardStep, words: PageWords): string {
  const gaps: Record<string, string> = {};
  for (const [field, value] of Object.entries(step)) {
    if (field.endsWith('Fen')) gaps[field] = moneyText(String(value), words);
    else if (field === 'basisPoints') gaps[field] = `${Number(value) / 100}%`;
    else if (['deaths', 'situation', 'text'].includes(field)) gaps[field] = String(value);
  }
  return words(`step.${nameOf(step)}`, gaps);
}

function nameOf(step: RewardStep): string {
  if (step.code === 'insiderUplift') return step.minimumApplied ? 'insiderMinimum' : 'insiderPercent';
  if (step.code === 'noUplift') return `noUplift.${step.because}`;
  if (step.code === 'concealedDeaths') return step.deaths === 1 ? 'concealedDeath' : 'concealedDeaths';
  return step.code;
}

/** Whole fen as digits → the page's way of writing yuan. */
export function moneyText(fen: string, words: PageWords): string {
  if (!/^\d{1,18}$/.test(fen)) return '';
  const whole = (BigInt(fen) / 100n).toString().replace(/\B(?=(\d{3})+$)/g, ',');
  const rest = (BigInt(fen) % 100n).toString().padStart(2, '0');
  return words('money', { amount: rest === '00' ? whole : `${whole}.${rest}` });
}
