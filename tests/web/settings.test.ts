import { expect, test } from 'vitest';
import { readEnvironment, SettingsError } from '~/web/env.server';

test('defaults', () => {
  expect(readEnvironment({ NODE_ENV: 'test' })).toMatchObject({
    port: 3000,
    host: '127.0.0.1',
    origin: 'http://localhost:3000',
    databaseUrl: null,
    smtpUrl: null,
    gateway: null,
    production: false,
  });
});

test('one message for each wrong value, none of which repeats it', () => {
  const wrong = {
    NODE_ENV: 'staging',
    PORT: '70000',
    HOST: 'a b',
    ANSHAO_ORIGIN: 'https://a.example/path',
    DATABASE_URL: 'mysql://u:hush@h/d',
    SMTP_URL: 'mailhost',
  };
  try {
    readEnvironment(wrong as unknown as NodeJS.ProcessEnv);
    expect.unreachable();
  } catch (error) {
    const { problems } = error as SettingsError;
    expect(error).toBeInstanceOf(SettingsError);
    expect(problems.map((line) => line.split(' ')[0]).sort()).toEqual(Object.keys(wrong).sort());
    expect(problems.join()).not.toContain('hush');
  }
});

test('an origin loses its slash; empty values count as none', () => {
  const read = readEnvironment({ NODE_ENV: 'production', ANSHAO_ORIGIN: 'https://a.example/', SMTP_URL: ' ' });
  expect(read).toMatchObject({ origin: 'https://a.example', smtpUrl: null, production: true });
});

test('metrics have an address of their own, and another port than the site', () => {
  const read = (ANSHAO_METRICS: string) => readEnvironment({ NODE_ENV: 'test', PORT: '3000', ANSHAO_METRICS }).metrics;
  expect(read('127.0.0.1:9464')).toEqual({ host: '127.0.0.1', port: 9_464 });
  expect(read('[::1]:9464')).toEqual({ host: '::1', port: 9_464 });
  for (const wrong of ['9464', '127.0.0.1', '127.0.0.1:0', '127.0.0.1:70000', 'http://127.0.0.1:9464', '10.0.0.1:3000'])
    expect(() => read(wrong), wrong).toThrow(SettingsError);
  expect(readEnvironment({ NODE_ENV: 'test' }).metrics).toBeNull();
});

test('whom to tell of a weakness is an address that people can follow', () => {
  const read = (ANSHAO_SECURITY_CONTACT: string) => readEnvironment({ NODE_ENV: 'test', ANSHAO_SECURITY_CONTACT });
  for (const contact of ['mailto:a@b.example', 'https://b.example/tell', 'tel:+86-23-12350'])
    expect(read(contact).securityContact).toBe(contact);
  for (const wrong of ['a@b.example', 'http://b.example', 'javascript:alert(1)', 'mailto:a@b.example\nExpires: never'])
    expect(() => read(wrong)).toThrow(SettingsError);
  expect(readEnvironment({ NODE_ENV: 'test' }).securityContact).toBeNull();
});
