import { resolve } from 'node:path';
import { z } from 'zod';
import { isHybrid } from '~/envelope/key-pair';
import type { S3Settings } from '~/services/s3-bucket.server';
import type { WebhookSettings } from '~/services/webhook.server';
import { blobSettings, bucketOf } from './blob-settings.server';
import { gatewaySettings } from './gateway-settings.server';
import { isNetwork } from './proxy.server';
import { mixedAddresses, originIn, originSchema, urlWith } from './public-origins';

/** Everything the program takes from its environment; docs/interfaces.md lists the names. */
export type Environment = {
  port: number;
  host: string;
  /** `https://reports.example.gov.cn`, without a slash at the end. */
  origin: string;
  /** Further addresses at which the site is served, with other host names and the same scheme. */
  otherOrigins: string[];
  /** What this web process is called, where several serve the site; null where it is the only one. */
  processName: string | null;
  /** Addresses and networks of the proxies in front, which are trusted about visitors' addresses. */
  trustedProxies: string[];
  /** Absolute path of the data folder. */
  data: string;
  /** The bucket in which sealed files lie; null for the data folder. */
  s3: S3Settings | null;
  /** The address of a PostgreSQL; null for the embedded one. */
  databaseUrl: string | null;
  /** The address of a mail server; with null, mail waits. */
  smtpUrl: string | null;
  /** Where messages to telephones go, and what signs them; null for none. */
  gateway: WebhookSettings | null;
  /**
   * The nightly backup: its folder (null: none), the hour in China from which on it is made, how many stay, and to whom
   * it is sealed while the county's signed list names nobody.
   */
  backup: { folder: string | null; hour: number; keep: number; recipient: string | null };
  /** Where metrics are told, apart from the site; null for nowhere. */
  metrics: { host: string; port: number } | null;
  /** Whom to tell of a weakness of the site, as an address; null where nobody is named. */
  securityContact: string | null;
  /** Who brings it is told more by /readyz; null for nobody. */
  statusToken: string | null;
  production: boolean;
};

/** Wrong settings, one line for each. Values are not repeated, because some hold passwords. */
export class SettingsError extends Error {
  readonly problems: string[];

  constructor(problems: string[]) {
    super(problems.join('\n'));
    this.name = 'SettingsError';
    this.problems = problems;
  }
}

const settings = {
  PORT: {
    schema: z
      .string()
      .regex(/^\d{1,5}$/)
      .transform(Number)
      .refine((port) => port <= 65_535),
    must: 'must be a port number from 0 to 65535 (0 takes a free one), like 3000.',
  },
  HOST: {
    schema: z.string().regex(/^[A-Za-z0-9.:_-]+$/),
    must: 'must be an address or host name to listen on, like 127.0.0.1 or 0.0.0.0.',
  },
  ANSHAO_ORIGIN: {
    schema: originSchema,
    must: 'must be the public address without a path, like https://reports.example.gov.cn.',
  },
  ANSHAO_OTHER_ORIGINS: {
    schema: z.string().transform((text, ctx) => {
      const origins = text.split(/[\s,]+/).flatMap((one) => (one === '' ? [] : [originIn(one)]));
      if (origins.includes(null)) ctx.addIssue({ code: 'custom', message: 'no address' });
      return origins.filter((one) => one !== null);
    }),
    must: 'must be further public addresses without a path, like https://new.example.gov.cn, with commas between.',
  },
  ANSHAO_TRUSTED_PROXY: {
    schema: z
      .string()
      .transform((text) => text.split(/[\s,]+/).filter(Boolean))
      .refine((networks) => networks.every(isNetwork)),
    must: 'must be addresses or networks of the proxies in front, like 127.0.0.1 or 10.1.0.0/24, with commas between.',
  },
  ANSHAO_PROCESS: { schema: z.string().regex(/^[a-z0-9]{1,8}$/), must: 'must be a short name, like 1 or b.' },
  ANSHAO_DATA: { schema: z.string().min(1), must: 'must be a folder, like ./data.' },
  ...blobSettings,
  DATABASE_URL: {
    schema: urlWith('postgres:', 'postgresql:'),
    must: 'must be a PostgreSQL address, like postgres://user:password@host:5432/anshao.',
  },
  SMTP_URL: {
    schema: urlWith('smtp:', 'smtps:'),
    must: 'must be a mail server address, like smtp://user:password@host:587.',
  },
  ...gatewaySettings,
  ANSHAO_BACKUP_DIR: { schema: z.string().min(1), must: 'must be a folder on another disk, like /mnt/backup/anshao.' },
  ANSHAO_BACKUP_HOUR: {
    schema: z
      .string()
      .regex(/^\d{1,2}$/)
      .transform(Number)
      .refine((hour) => hour < 24),
    must: 'must be an hour of the day in China, from 0 to 23.',
  },
  ANSHAO_BACKUP_KEEP: {
    schema: z
      .string()
      .regex(/^[1-9]\d{0,3}$/)
      .transform(Number),
    must: 'must be how many backups stay, like 14.',
  },
  ANSHAO_BACKUP_RECIPIENT: {
    schema: z.string().refine(isHybrid),
    must: 'must be the recipient that `anshao backup-key` printed; it begins with age1pq1.',
  },
  ANSHAO_STATUS_TOKEN: { schema: z.string().min(20), must: 'must have at least 20 letters, drawn at random.' },
  ANSHAO_METRICS: {
    schema: z
      .string()
      .regex(/^(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:]+\]):\d{1,5}$/)
      .transform((text) => {
        const at = text.lastIndexOf(':');
        return { host: text.slice(0, at).replace(/^\[|\]$/g, ''), port: Number(text.slice(at + 1)) };
      })
      .refine(({ port }) => port > 0 && port <= 65_535),
    must: 'must be an address and a port of its own, like 127.0.0.1:9464.',
  },
  ANSHAO_SECURITY_CONTACT: {
    schema: urlWith('mailto:', 'https:', 'tel:').refine((text) => /^[\x21-\x7e]+$/.test(text)),
    must: 'must be an address, like mailto:security@example.gov.cn, https://… or tel:+86-23-….',
  },
  NODE_ENV: {
    schema: z.enum(['production', 'development', 'test']),
    must: 'must be production, development or test.',
  },
} as const;

type Name = keyof typeof settings;

/** Parses the environment; nothing else reads it. Throws SettingsError. Empty values count as not given. */
export function readEnvironment(source: NodeJS.ProcessEnv = process.env): Environment {
  const problems: string[] = [];
  function read<N extends Name>(name: N): z.output<(typeof settings)[N]['schema']> | undefined {
    const text = source[name]?.trim();
    if (!text) return undefined;
    const { schema, must } = settings[name];
    const result = schema.safeParse(text);
    if (!result.success) problems.push(`${name} ${must}`);
    return result.data as z.output<(typeof settings)[N]['schema']> | undefined;
  }
  const port = read('PORT') ?? 3000;
  const backupFolder = read('ANSHAO_BACKUP_DIR');
  const url = read('ANSHAO_WEBHOOK_URL');
  const secret = read('ANSHAO_WEBHOOK_SECRET_FILE');
  if (problems.length === 0 && (url === undefined) !== (secret === undefined))
    problems.push('ANSHAO_WEBHOOK_URL and ANSHAO_WEBHOOK_SECRET_FILE are given together or not at all.');
  const s3 = bucketOf({
    place: read('ANSHAO_BLOBS'),
    endpoint: read('ANSHAO_S3_ENDPOINT'),
    region: read('ANSHAO_S3_REGION'),
    pathStyle: read('ANSHAO_S3_PATH_STYLE'),
    key: read('ANSHAO_S3_KEY_FILE'),
  });
  if (problems.length === 0 && typeof s3 === 'string') problems.push(s3);
  const environment: Environment = {
    port,
    host: read('HOST') ?? '127.0.0.1',
    origin: read('ANSHAO_ORIGIN') ?? `http://localhost:${port}`,
    otherOrigins: read('ANSHAO_OTHER_ORIGINS') ?? [],
    processName: read('ANSHAO_PROCESS') ?? null,
    trustedProxies: read('ANSHAO_TRUSTED_PROXY') ?? [],
    data: resolve(read('ANSHAO_DATA') ?? './data'),
    s3: typeof s3 === 'string' ? null : s3,
    databaseUrl: read('DATABASE_URL') ?? null,
    smtpUrl: read('SMTP_URL') ?? null,
    gateway: url !== undefined && secret !== undefined ? { url, secret } : null,
    backup: {
      folder: backupFolder === undefined ? null : resolve(backupFolder),
      hour: read('ANSHAO_BACKUP_HOUR') ?? 1,
      keep: read('ANSHAO_BACKUP_KEEP') ?? 14,
      recipient: read('ANSHAO_BACKUP_RECIPIENT') ?? null,
    },
    metrics: read('ANSHAO_METRICS') ?? null,
    securityContact: read('ANSHAO_SECURITY_CONTACT') ?? null,
    statusToken: read('ANSHAO_STATUS_TOKEN') ?? null,
    production: read('NODE_ENV') === 'production',
  };
  const mixed = mixedAddresses([environment.origin, ...environment.otherOrigins]);
  if (mixed !== null) problems.push(mixed);
  // Whichever process stops first would stop it for all.
  if (environment.processName !== null && environment.databaseUrl === null)
    problems.push('ANSHAO_PROCESS needs DATABASE_URL: the embedded database belongs to one process.');
  // On one port, whoever reaches the site could read them.
  if (environment.metrics?.port === port) problems.push('ANSHAO_METRICS must have another port than the site.');
  if (problems.length > 0) throw new SettingsError(problems);
  return environment;
}

/** Used only by the build: the file of the key that signs releases (`anshao release-key`); null when none is given. */
export function releaseKeyFile(source: NodeJS.ProcessEnv = process.env): string | null {
  return source.ANSHAO_RELEASE_KEY_FILE?.trim() || null;
}

/**
 * Tells libraries that this is production; otherwise they warn in words, with paths in them. Call it before they load.
 */
export function quietLibraries(): void {
  process.env.NODE_ENV = 'production';
}

/**
 * glibc overwrites what is freed, and keeps no piece aside for a thread (tcache), because those are not overwritten.
 */
const OVERWRITING = ['glibc.malloc.perturb=90', 'glibc.malloc.tcache_count=0'];

/** Whether this process was started with these settings. Only Linux has an effect to ask for. */
export function overwritesFreed(source: NodeJS.ProcessEnv = process.env): boolean {
  return process.platform !== 'linux' || OVERWRITING.every((one) => source.GLIBC_TUNABLES?.split(':').includes(one));
}

/** This environment with these settings; other settings for glibc stay. */
export function overwritingEnvironment(source: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const given = source.GLIBC_TUNABLES?.split(':') ?? [];
  const others = given.filter((one) => one !== '' && !/malloc\.(?:perturb|tcache_count)=/.test(one));
  return { ...source, GLIBC_TUNABLES: [...others, ...OVERWRITING].join(':') };
}
