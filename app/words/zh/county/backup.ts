import type { BackupProblem } from '~/domain/county/backup';

/** How old the last good backup is, for administrators. */
export const backupWords = {
  none: '还没有做过备份：服务器一旦损坏，全部举报和案件都会丢失。请让服务器的管理人员设置每夜备份。',
  fresh: (hours: number) =>
    hours === 0 ? '最近一次完好的备份在一小时以内。' : `最近一次完好的备份在 ${hours} 小时前。`,
  old: (hours: number) => `最近一次完好的备份已是 ${hours} 小时前，超过了 48 小时。请让服务器的管理人员检查。`,
  missing: (count: number) => `上次备份时有 ${count} 个文件找不到。`,
  between: '',
  problems: {
    noRecipient: '上次没有备份成：还没有备份密钥。',
    noFolder: '上次没有备份成：备份文件夹无法写入。',
    insideData: '上次没有备份成：备份文件夹在数据文件夹里面。',
    otherSite: '上次没有备份成：备份文件夹里是另一个网站的备份。',
    filesAway: '上次没有备份成：存放文件的地方连不上。请运行 anshao doctor 查看。',
    noRoom: '上次没有备份成：备份磁盘空间不足。',
    underWay: '上次没有备份成：另一个备份正在进行。',
    stopped: '上次备份被中途停止，下一次会接着做。',
    unexpected: '上次没有备份成：发生了意外错误，请看服务器日志。',
  } satisfies Record<BackupProblem, string>,
};
