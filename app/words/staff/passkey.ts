import { defineWords } from '~/words/define';
import { passkeyWords as en } from '~/words/en/staff/passkey';
import { passkeyWords as zh } from '~/words/zh/staff/passkey';

/** Words of passkeys, of locking the keys, and of the page with one's own ways of signing in. */
export const passkeyWords = defineWords({ zh, en });
