import * as z from 'zod/mini';

const place = z.int().check(z.minimum(0));

/** The parts of files that the server holds for an upload. */
export const waitingList = z.object({
  parts: z.array(z.object({ file: place, part: place, sha256: z.string(), size: place })),
});
export type WaitingPart = z.output<typeof waitingList>['parts'][number];

/** Why a part was not taken. */
export const uploadRefused = z.object({ code: z.string(), field: z.nullable(z.string()) });
