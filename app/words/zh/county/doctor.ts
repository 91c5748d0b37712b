import type { Facts, FindingCode, Level } from '~/domain/county/doctor';
import { backupWords } from './backup';
import { rosterWords } from './roster';

const n = (count?: number) => String(count ?? 0);
const why = ({ problem }: Facts) => (problem === undefined ? '' : backupWords.problems[problem]);

/** 服务器体检的结果，每一项都说下一步怎么办。 */
export const doctorWords = {
  levels: { ok: '正常　', warn: '注意　', wrong: '有错　' } satisfies Record<Level, string>,
  results: {
    ok: '一切正常。',
    warn: '眼下可以工作；标“注意”的请尽快处理。',
    wrong: '有问题：标“有错”的请马上处理。',
  } satisfies Record<Level, string>,
  found: {
    'data.ok': () => '数据文件夹：正常。',
    'data.absent': ({ text }) => `数据文件夹：${text ?? ''} 不存在。请检查 ANSHAO_DATA，或挂载磁盘。`,
    'data.restoring': ({ text }) =>
      `数据文件夹：备份 ${text ?? ''} 只恢复了一半。请再次运行 anshao restore，直到完成。`,
    'disk.ok': ({ count }) => `磁盘：还有 ${n(count)} MB 空间。`,
    'disk.low': ({ count }) => `磁盘：只剩 ${n(count)} MB。请扩大磁盘或清理其他文件。`,
    'disk.full': ({ count }) => `磁盘：只剩 ${n(count)} MB，很快收不了举报。请马上腾出空间。`,
    'database.ok': () => '数据库：连得上，版本是最新的。',
    'database.unreachable': () => '数据库：连不上。请检查 DATABASE_URL；自带数据库请看数据文件夹里的 postgres.log。',
    'database.otherMajor': ({ count, limit }) =>
      `数据库：文件属于 PostgreSQL ${n(count)}，本程序自带的是 ${n(limit)}。请用原来的程序做备份，移开 postgres 和 blobs 文件夹，再用本程序恢复。`,
    'database.notCurrent': () => '数据库：还没有升级到本程序的版本。请运行 anshao migrate 或重新启动网站。',
    'lock.ok': () => '数据库锁：没有谁在久等。',
    'lock.waiting': ({ count, limit }) =>
      `数据库锁：有 ${n(count)} 项操作在等别人放锁，最久 ${n(limit)} 秒。请找出占着数据库的程序（手工命令、没有结束的维护），停掉它。`,
    'clock.ok': () => '时钟：没有发现不对。',
    'clock.behindBuild': ({ day }) => `时钟：慢了，比本程序的制作日期 ${day ?? ''} 还早。请校时（NTP）。`,
    'clock.behindRows': ({ day }) => `时钟：慢了，或曾经快过：记录里已有 ${day ?? ''} 的事。请校时（NTP），再看日志。`,
    'clock.otherThanDatabase': ({ count }) =>
      `时钟：与数据库服务器相差 ${n(count)} 秒，动态验证码会失败。请给两台机器校时（NTP）。`,
    'clock.aheadOfRows': ({ day }) =>
      `时钟：可能快了：${day ?? ''} 以后有几天没有任何记录。要么网站停过几天，要么时钟跳到了以后。请核对日期、校时（NTP）；这两天里不自动删除、不作废任何东西。`,
    'mail.ok': () => '邮件：邮件服务器接受连接。',
    'mail.none': () => '邮件：没有设置 SMTP_URL，生命危险和到期提醒都发不出去。',
    'mail.refused': ({ text }) =>
      `邮件：邮件服务器拒绝或连不上${text ? `（${text}）` : ''}。请检查 SMTP_URL 的地址、端口、用户名和密码。`,
    'webhook.ok': () => '短信网关：已设置。能不能送到，请在“值班表”页面试发。',
    'webhook.none': () => '短信网关：没有设置 ANSHAO_WEBHOOK_URL。',
    'duty.ok': () => '值班：每个单位随时有人值班，最近的通知都已送到。',
    'duty.noCounty': () => '值班：还没有设置县区。',
    'duty.noWay': () => `值班：${rosterWords.lacks.noWay}`,
    'duty.noRoster': () => `值班：${rosterWords.lacks.noRoster}`,
    'duty.nobodyNow': () => `值班：${rosterWords.lacks.nobodyNow}`,
    'duty.holes': () => '值班：一周里有的时段没有人值班。请在“值班表”页面补上空档。',
    'duty.notReachable': () => `值班：${rosterWords.lacks.notReachable}`,
    'duty.failed': () => '值班：最近一次通知没有送到。请在“值班表”页面看原因，再试发。',
    'duty.untested': () => `值班：${rosterWords.lacks.untested}`,
    'duty.unacknowledged': ({ count }) =>
      `值班：有 ${n(count)} 件危及生命的举报，通知过的人没有确认，或者已过时限。请马上打电话。`,
    'calendar.ok': ({ count }) => `节假日：${n(count)} 年的安排已有。`,
    'calendar.thisYear': ({ count }) =>
      `节假日：没有 ${n(count)} 年的安排，期限只按周末计算。请更新程序，或者在“工作日历”页录入。`,
    'calendar.nextYear': ({ count }) =>
      `节假日：还没有 ${n(count)} 年的安排。请在年前更新程序，或者在“工作日历”页录入。`,
    'backup.ok': ({ count }) => backupWords.fresh(count ?? 0),
    'backup.none': (facts) => `备份：还没有做过。请设置 ANSHAO_BACKUP_DIR，或运行 anshao backup。${why(facts)}`,
    'backup.old': (facts) =>
      `备份：最近一次完好的已是 ${n(facts.count)} 小时前。请看日志里的 backup.failed，并运行 anshao backup。${why(facts)}`,
    'backup.failed': (facts) => `备份：有新的，但${why(facts)}`,
    'backup.missing': ({ count }) => `备份：有 ${n(count)} 个文件在文件库里找不到。请检查磁盘，并从旧备份里找回。`,
    'holders.ok': () => '密钥：每个单位都有两名经认证的持有人。',
    'holders.few': ({ count, text }) => `密钥：${n(count)} 个单位缺人：${text ?? ''}。请在“成员”页面看缺什么。`,
    'holders.closed': ({ text }) => `密钥：现在不能受理举报。缺人的单位：${text ?? ''}。请在“成员”页面看缺什么。`,
    'holders.noCounty': () => '密钥：还没有设置县区。请打开网站启动时给出的设置链接。',
    'certificate.ok': ({ count, text }) => `证书（${text ?? ''}）：还有 ${n(count)} 天有效。`,
    'certificate.notChecked': ({ text }) => `证书（${text ?? ''}）：公开地址不是 https，没有检查。`,
    'certificate.unreachable': ({ text }) => `证书：从这里连不上 ${text ?? ''}。请从别处打开网站看看。`,
    'certificate.soon': ({ count, text }) => `证书（${text ?? ''}）：再过 ${n(count)} 天到期。请续期，并检查自动续期。`,
    'certificate.expired': ({ text }) => `证书（${text ?? ''}）：已经过期，浏览器打不开网站。请马上续期。`,
    'certificate.notTrusted': ({ text }) =>
      `证书（${text ?? ''}）：浏览器不信任它（签发者、域名或中间证书不对）。请检查代理的设置。`,
    'blobs.ok': () => '文件库：可以写入和读取。',
    'blobs.unreachable': () =>
      '文件库：不能写入或读取，收不了附件。文件在本机的，请检查 blobs 文件夹的磁盘和权限；在对象存储的，请检查地址、密钥和存储桶。',
    'blobs.keepsRemoved': () =>
      '文件库：存储桶开着“版本控制”，删掉的文件其实还留着，删除和保存期限成了空话。请关掉版本控制，并清除已有的旧版本。',
  } satisfies Record<FindingCode, (facts: Facts) => string>,
};
