import * as z from 'zod/mini';
import { Refusal } from '~/domain/refusal';
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

/** One line of the form in which several people are invited: its place there, the post, and who shall have it. */
export type NamedRow = { row: number; unitId: string; post: number; login: string; name: string };

/** Lines whose name is empty are left out, since nobody is known for that post yet. Refusal `invalid` for lines that lack a part. */
const namedRows: Field<NamedRow[]> = (form) => {
  const [names, logins, units, posts] = ['name', 'login', 'unitId', 'post'].map((name) => form.all(name));
  return (names ?? []).flatMap((name, row) => {
    const [unitId, post, login] = [units?.[row], posts?.[row], logins?.[row]];
    if (unitId === undefined || post === undefined || login === undefined) throw new Refusal('invalid');
    return name.trim() === '' ? [] : { row, unitId, post: Number(post), login: plainLogin(login), name: name.trim() };
  });
};

/** People for the posts that a place needs, invited by an administrator. */
export const openingForms = {
  post: actForm('member.create', { unitId: typed, post: typed, login, name: typed }),
  everybody: actForm('member.create', { people: namedRows }),
  renew: memberForms.renew,
  renewAll: actForm('member.create', {}),
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
