import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
    ANSHAO_ORIGIN: 'a.example',
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

test('further addresses have other host names and the scheme of the main one', () => {
  const read = (ANSHAO_OTHER_ORIGINS: string) =>
    readEnvironment({ NODE_ENV: 'test', ANSHAO_ORIGIN: 'https://old.example', ANSHAO_OTHER_ORIGINS }).otherOrigins;
  expect(read('https://new.example/, https://third.example:8443')).toEqual([
    'https://new.example',
    'https://third.example:8443',
  ]);
  for (const wrong of [
    'http://new.example',
    'https://old.example:8443',
    'https://new.example,https://new.example:81',
    'https://new.example/path',
    'new.example',
  ])
    expect(() => read(wrong), wrong).toThrow(SettingsError);
  expect(readEnvironment({ NODE_ENV: 'test' }).otherOrigins).toEqual([]);
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

test('a gateway has an address without a way through foreign networks in the clear, and a secret in a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'anshao-hook-'));
  const file = (text: string) => {
    const path = join(folder, String(Math.random()));
    writeFileSync(path, text);
    return path;
  };
  const good = file(`whsec_${Buffer.alloc(32, 7).toString('base64')}\n`);
  const problems = (url: string | undefined, secret: string | undefined): string[] => {
    try {
      readEnvironment({ NODE_ENV: 'test', ANSHAO_WEBHOOK_URL: url, ANSHAO_WEBHOOK_SECRET_FILE: secret });
      return [];
    } catch (error) {
      return (error as SettingsError).problems.map((line) => line.split(' ')[0] ?? '');
    }
  };
  const addresses = ['https://sms.example/hook', 'http://127.0.0.1:8080/a', 'http://localhost/', 'http://10.1.2.3/x'];
  for (const url of [
    ...addresses,
    'http://172.31.0.1/',
    'http://192.168.1.1/',
    'http://[::1]:9/',
    'http://[fd00::1]/',
  ]) {
    expect([url, problems(url, good)]).toEqual([url, []]);
  }
  const outside = ['http://sms.example/hook', 'http://8.8.8.8/', 'http://172.32.0.1/', 'http://10.evil.example/'];
  for (const url of [
    ...outside,
    'https://u:hush@sms.example/',
    'http://127.0.0.1.example/',
    'ftp://sms.example/',
    'x',
  ]) {
    expect([url, problems(url, good)]).toEqual([url, ['ANSHAO_WEBHOOK_URL']]);
  }
  const short = `whsec_${Buffer.alloc(16).toString('base64')}`;
  for (const secret of [file(''), file('secret'), file(short), join(folder, 'nowhere')]) {
    expect(problems('https://sms.example/', secret)).toEqual(['ANSHAO_WEBHOOK_SECRET_FILE']);
  }
  expect(problems('https://sms.example/', undefined)).toEqual(['ANSHAO_WEBHOOK_URL']);
  expect(problems(undefined, good)).toEqual(['ANSHAO_WEBHOOK_URL']);
  rmSync(folder, { recursive: true });
});

test('files lie in the data folder, or in a bucket whose key is in a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'anshao-bucket-'));
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const good = file('good', '[default]\naws_access_key_id = ID\naws_secret_access_key=SECRET/+=\n');
  const read = (given: object) => readEnvironment({ NODE_ENV: 'test', ...given }).s3;
  expect(read({})).toBeNull();
  const own = { ANSHAO_BLOBS: 's3://county-files/anshao', ANSHAO_S3_KEY_FILE: good };
  const key = { accessKeyId: 'ID', secretAccessKey: 'SECRET/+=' };
  const amazon = { bucket: 'county-files', prefix: 'anshao/', endpoint: null, region: 'us-east-1', pathStyle: false };
  expect(read(own)).toEqual({ ...amazon, ...key });
  expect(read({ ...own, ANSHAO_BLOBS: 's3://county-files/' })).toMatchObject({ prefix: '' });
  const near = { ...own, ANSHAO_S3_ENDPOINT: 'http://10.1.2.3:8080/', ANSHAO_S3_REGION: 'cn-north-1' };
  expect(read(near)).toMatchObject({ endpoint: 'http://10.1.2.3:8080', region: 'cn-north-1', pathStyle: true });
  expect(read({ ...near, ANSHAO_S3_PATH_STYLE: 'no' })).toMatchObject({ pathStyle: false });

  const problems = (given: object): string[] => {
    try {
      readEnvironment({ NODE_ENV: 'test', ...given });
      return [];
    } catch (error) {
      return (error as SettingsError).problems;
    }
  };
  const names = (given: object) => problems(given).map((line) => line.split(' ')[0]);
  for (const wrong of [
    'county-files',
    's3://',
    's3://A/b',
    's3://county-files/../x',
    's3://county-files//x',
    'https://a.b',
  ])
    expect(names({ ...own, ANSHAO_BLOBS: wrong }), wrong).toEqual(['ANSHAO_BLOBS']);
  for (const wrong of ['http://s3.example', 'https://u:hush@s3.example', 'ftp://10.1.2.3'])
    expect(names({ ...own, ANSHAO_S3_ENDPOINT: wrong }), wrong).toEqual(['ANSHAO_S3_ENDPOINT']);
  for (const wrong of [join(folder, 'none'), file('half', 'aws_access_key_id = HUSH\n')])
    expect(problems({ ...own, ANSHAO_S3_KEY_FILE: wrong }).join()).toMatch(/^ANSHAO_S3_KEY_FILE must(?!.*HUSH)/);
  expect(names({ ANSHAO_BLOBS: 's3://county-files' })).toEqual(['ANSHAO_BLOBS']);
  expect(names({ ANSHAO_S3_KEY_FILE: good })).toEqual(['ANSHAO_S3_…']);
  rmSync(folder, { recursive: true, force: true });
});

test('a named process has a database that is not its own', () => {
  const read = (given: object) => readEnvironment({ NODE_ENV: 'test', ...given });
  const database = { DATABASE_URL: 'postgres://u@h/d' };
  expect(read(database).processName).toBeNull();
  expect(read({ ...database, ANSHAO_PROCESS: 'b2' }).processName).toBe('b2');
  expect(() => read({ ANSHAO_PROCESS: '1' })).toThrow('DATABASE_URL');
  // It stands in a cookie and in the names of files.
  for (const wrong of ['A', 'a.b', '../x', 'a b', '123456789'])
    expect(() => read({ ...database, ANSHAO_PROCESS: wrong }), wrong).toThrow('ANSHAO_PROCESS');
});
