import { completePackage } from '#db/launcher-place';

/** The last step of `npm ci` in a built folder: after it nobody needs to write there, and it may be read-only. */
await completePackage();
