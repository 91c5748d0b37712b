import type { SaidAccident } from './accident-entry';

export type AccidentSanction = 'concealedDeaths' | 'gradeMajor' | 'gradeLarger' | 'concealedOnly';

/**
 * What the notices have an office propose against the employer of an accident that was found concealed: a concealed
 * accident leads to the blacklist whatever its grade (001/61); a major one leads to it and a larger one to joint
 * punishment, concealed or not (002/15). Where no death was concealed, `concealedOnly` or the grade tells what is left to
 * judge: whether the accident itself was concealed.
 */
export function accidentSanction(said: Pick<SaidAccident, 'accidentConcealed' | 'accidentGrade'>): AccidentSanction {
  if (Number(said.accidentConcealed) > 0) return 'concealedDeaths';
  if (said.accidentGrade === 'general') return 'concealedOnly';
  return said.accidentGrade === 'larger' ? 'gradeLarger' : 'gradeMajor';
}
