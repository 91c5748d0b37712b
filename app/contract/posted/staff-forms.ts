import * as z from 'zod/mini';
import { plainNumber } from '~/domain/typed/number';
import { plainLogin } from '~/domain/typed/text';
import { ROLES } from '~/domain/vocabulary';
import { actForm, type Field, json, sealed, several, ticked, typed } from './form';
import { createdPasskey } from './passkey';
import { readField } from './posted';

const chosenRoles = z.array(z.enum(ROLES));
const roles: Field<z.output<typeof chosenRoles>> = (form, name) => readField(chosenRoles, form.all(name), name);

/** A login name, as it is typed at signing in. */
const login: Field<string> = (form, name) => plainLogin(form.text(name));

/** Accounts of members. */
export const memberForms = {
  invite: actForm('member.create', { login, name: typed, unitId: typed, roles, formerUnitIds: several }),
  renew: actForm('member.create', { memberId: typed, name: typed }),
  roles: actForm('member.changeRoles', { memberId: typed, roles, shown: typed, warned: ticked }),
  disable: actForm('member.disable', { memberId: typed, warned: ticked }),
};

/** People for the posts that a place needs, invited by an administrator. */
export const openingForms = {
  post: actForm('member.create', { unitId: typed, post: typed, login, name: typed }),
  renew: memberForms.renew,
  endRehearsal: actForm('rehearsal.end', {}),
};

/** Digits of an authenticator, however they were typed. */
const totp: Field<string> = (form, name) => plainNumber(form.text(name));
const proof = { challenge: typed, signature: typed };

/** The ways in which members sign in. */
export const ownKeyForms = {
  remove: actForm('member.removePasskey', { id: typed, ...proof }),
  set: actForm('member.changePassphrase', { loginKey: sealed, wrappedKeys: sealed, totpSecret: typed, totp, ...proof }),
  check: actForm('member.checkPassphrase', { loginKey: sealed, totp }),
  renew: actForm('member.changePassphrase', { totpSecret: typed, totp, ...proof }),
  change: actForm('member.changePassphrase', { oldLoginKey: sealed, loginKey: sealed, wrappedKeys: sealed }),
};

/** What a member who is signed in requests and answers about a passkey of their own. */
export const passkeyForms = {
  challenge: actForm('member.addPasskey', {}),
  addQuestion: actForm('member.addPasskey', {}),
  add: actForm('member.addPasskey', {
    answer: json(createdPasskey),
    label: typed,
    wrappedKeys: sealed,
    signature: typed,
  }),
};
