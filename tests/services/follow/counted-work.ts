import type { Context } from '~/services/context.server';
import { openByCode } from '~/services/follow/follow.server';

/** What the server does, one thing after the other, to open a page by a code, and what it answers. */
export async function workOf(ctx: Context, typed: string): Promise<{ done: string[]; refused: string | null }> {
  const done: string[] = [];
  const told = <T extends object>(name: string, thing: T): T =>
    new Proxy(thing, {
      get: (target, key) => {
        const value = Reflect.get(target, key);
        if (typeof value !== 'function') return value;
        return (...given: unknown[]) => {
          done.push(`${name}.${String(key)}`);
          return Reflect.apply(value, target, given);
        };
      },
    });
  const watched: Context = {
    ...ctx,
    db: told('db', ctx.db),
    followSessions: told('sessions', ctx.followSessions),
    argon2idForCodes: (...given) => {
      done.push('argon2id');
      return ctx.argon2idForCodes(...given);
    },
  };
  const refused = await openByCode(watched, typed).then(
    () => null,
    (error: Error) => error.message,
  );
  return { done, refused };
}
