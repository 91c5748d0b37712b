import * as z from 'zod/mini';
import type { EnteredRegulator } from '~/domain/county/register-entry';

/** Who regulates an employer or a site, as a refusal reports what a colleague has entered meanwhile. */
export const enteredRegulator = z.object({
  unitId: z.string(),
  duty: z.enum(['trade', 'special']),
  sectors: z.array(z.string()),
}) satisfies z.ZodMiniType<EnteredRegulator>;
