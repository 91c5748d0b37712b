import { readAccident } from '~/domain/report/accident-entry';
import type { ActContext, Prepared } from './act-context';
import { type FieldErrors, readFields, type Typed } from './act-form';
import { sealCasePart } from './case-sealing';

/** A verdict; on a concealed accident that was found true, with what is known of it, sealed in the same finding. */
export const prepareVerdict =
  (act: 'proposeVerdict' | 'changeOnReview') =>
  async (typed: Typed, context: ActContext): Promise<Prepared | FieldErrors> => {
    const read = readFields(act, typed, context);
    const { grades } = context;
    const accident = grades && typed('verdict') !== 'unsubstantiated' ? readAccident(typed, grades) : { said: {} };
    if ('errors' in read || 'errors' in accident) {
      return {
        errors: { ...('errors' in read ? read.errors : {}), ...('errors' in accident ? accident.errors : {}) },
      };
    }
    const finding = await sealCasePart(context.opened, 'finding', { ...read.said, ...accident.said });
    return { fields: { ...read.told, part: JSON.stringify(finding) } };
  };
