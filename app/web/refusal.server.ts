import { data } from '@remix-run/node';
import type { ActNow } from '~/domain/acts/act-now';
import { isRefusal, type Refusal, type RefusalCode } from '~/domain/refusal';

const STATUS: Record<RefusalCode, number> = {
  notFound: 404,
  notAllowed: 403,
  invalid: 422,
  stageForbids: 409,
  fundTooLow: 409,
  samePerson: 409,
  tooLate: 409,
  notOpen: 503,
  alreadyDone: 409,
  conflict: 409,
  busy: 429,
  filesAway: 503,
  expired: 410,
  anotherPerson: 409,
  shownOtherwise: 409,
  signedOut: 401,
  noAnswer: 504,
};

/** What a page gets in order to put a refusal into words beside the field; never content. */
export type Refused = {
  refused: { code: RefusalCode; field: string | null; data: Refusal['data'] | null; now: ActNow | null };
};

export function refusalStatus(refusal: Refusal): number {
  return STATUS[refusal.code];
}

/** For loaders: the error boundary puts the code in the body into words. */
export function refusalResponse(refusal: Refusal): Response {
  return Response.json(
    { code: refusal.code },
    { status: refusalStatus(refusal), headers: { 'Cache-Control': 'no-store' } },
  );
}

const refusedOf = ({ code, field, data: more }: Refusal, now: ActNow | null): Refused => ({
  refused: { code, field: field ?? null, data: more ?? null, now },
});

/** For actions: the same page again with the code, put into words beside its field with what is true `now`. */
export function refusedAnswer(refusal: Refusal, now: ActNow | null = null) {
  return data(refusedOf(refusal, now), { status: refusalStatus(refusal), headers: { 'Cache-Control': 'no-store' } });
}

/**
 * For addresses without a page, to which scripts post: the code as JSON, with the status that `refusedAnswer` does not
 * keep there.
 */
export function refusedJson(refusal: Refusal, now: ActNow | null = null): Response {
  return Response.json(refusedOf(refusal, now), {
    status: refusalStatus(refusal),
    headers: { 'Cache-Control': 'no-store' },
  });
}

/** Runs a loader's body; a Refusal becomes a thrown Response. */
export async function orThrowResponse<T>(body: () => Promise<T>): Promise<T> {
  try {
    return await body();
  } catch (error) {
    throw isRefusal(error) ? refusalResponse(error) : error;
  }
}

/** Runs an action's body; a Refusal becomes `{ refused }`, except `notFound`, which is a page of its own. */
export async function orRefused<T>(body: () => Promise<T>) {
  try {
    return await body();
  } catch (error) {
    if (!isRefusal(error)) throw error;
    if (error.code === 'notFound') throw refusalResponse(error);
    return refusedAnswer(error);
  }
}
