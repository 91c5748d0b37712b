import { defineWords } from '~/words/language';
import { newerVersionWords } from '~/words/newer-version';

/** How the reporter's page is opened: on the reporter's own device, or on the server in memory. */
export const followWayWords = defineWords(
  {
    title: '您的内容怎样打开',
    plain:
      '现在是普通方式：查询码经加密线路送到服务器，服务器在内存里打开您的页面，最多 20 分钟，不存下来。要更安全，请用能运行脚本的浏览器打开本页。',
    sealed: '现在是封存方式：查询码只留在这台设备上，不会发出去。留言在您的浏览器里打开和封存，服务器看不到写了什么。',
    checking: '正在看这个浏览器能不能用封存方式……',
    lacking:
      '这个浏览器缺少封存方式要用的功能，不能在您的设备上打开。请换一个浏览器再试；也可以用普通方式：查询码会送到服务器，在内存里打开，最多 20 分钟，不存下来。',
    usePlain: '用普通方式继续',
    plainChosen: '您选了普通方式：查询码会送到服务器，在内存里打开，最多 20 分钟，不存下来。',
    working: '正在这台设备上算钥匙，要几秒钟，旧手机可能要半分钟……',
    opening: '正在打开……',
    saving: '正在封存……',
    inUse: '封存方式：留言在这台设备上打开和封存，服务器看不到内容。15 分钟不动，本页自动忘掉查询码。',
    offline: '没有连上网站，页面没有打开。查询码还在框里，请看看网络，再按一次。',
    busy: '现在用的人太多，页面没有打开。查询码还在框里，请过一分钟再按一次。',
    cannotOpen: '查询码对，但是服务器给的内容与您的举报对不上，可能被换过。什么也没有打开。请拨打举报电话告诉我们。',
    newerVersion: newerVersionWords.zh.page,
    failed: '在这台设备上没有算成（内存可能不够）。请关掉别的页面再试，或换一台设备。',
    strangeKey:
      '注意：网站现在用的县级公钥、密钥名录或分工，和您举报时记下的对不上，可能被换过、换回了旧版，或者被拿走了。部门的留言都标为没有核对。请先打举报电话核对，再按留言去做。',
    unsignedKey:
      '注意：留言换了新钥匙，但没有一位经认证的工作人员为它签名，可能是别人放进来的。用它写的留言没有打开；您写的留言仍用以前核对过的钥匙封存。请打举报电话告诉我们。',
    sealFailed:
      '在这台设备上没有封存成功（内存可能不够），什么也没有发出去。您写的还在：请关掉别的页面，再按一次；还不行，请换一台设备。',
    doneUnread: '已经办好，不用再按。只是新的页面没有打开：请重新打开本页，再输入查询码查看。',
    another: '这个浏览器里又打开了另一件举报，刚才没有提交。本页仍是您原来的举报，请核对后再点一次。',
    leftTitle: '页面已经锁上',
  },
  {
    title: 'How your page is opened',
    plain:
      'Plain way: your code travels over an encrypted line to the server, which opens your page in memory for at most 20 minutes and stores nothing. For more safety, open this page in a browser that runs scripts.',
    sealed:
      'Sealed way: your code stays on this device and is never sent. Messages are opened and sealed in your browser; the server cannot see what they say.',
    checking: 'Checking whether this browser can use the sealed way…',
    lacking:
      'This browser lacks something that the sealed way needs, so your page cannot be opened on your device. Try another browser. Or use the plain way: your code goes to the server, which opens the page in memory for at most 20 minutes and stores nothing.',
    usePlain: 'Go on in the plain way',
    plainChosen:
      'You chose the plain way: your code goes to the server, which opens the page in memory for at most 20 minutes and stores nothing.',
    working: 'Working out the keys on this device. This takes some seconds, on an old phone up to half a minute…',
    opening: 'Opening…',
    saving: 'Sealing…',
    inUse:
      'Sealed way: messages are opened and sealed on this device; the server cannot see them. After 15 idle minutes this page forgets your code.',
    offline:
      'The site could not be reached, so the page was not opened. The code is still in its box: check the connection and press again.',
    busy: 'Too many people are using the site, so the page was not opened. The code is still in its box: press again in a minute.',
    cannotOpen:
      'The code is right, but what the server gave does not belong to your report; it may have been exchanged. Nothing was opened. Please call the hotline and tell us.',
    newerVersion: newerVersionWords.en.page,
    failed:
      'This device could not work out the keys (perhaps too little memory). Close other pages and try again, or use another device.',
    strangeKey:
      'Attention: the county key, key list or duties that this site uses now do not fit those noted when you reported; they may have been exchanged, put back to an older version, or taken away. All messages from the department are marked as not verified. Call the hotline before you follow them.',
    unsignedKey:
      'Attention: the messages have a new key which no certified member of staff has signed; somebody else may have put it there. Messages sealed with it were not opened, and what you write is still sealed with the key checked before. Please call the hotline and tell us.',
    sealFailed:
      'Sealing failed on this device (perhaps too little memory) and nothing was sent. Your words are still here: close other pages and press again; if that fails too, use another device.',
    doneUnread:
      'It is done; do not press again. Only the new page could not be opened: open this page anew and enter your code to see it.',
    another:
      'Another report was opened in this browser, so nothing was sent. This page is still your own report: check it and send again.',
    leftTitle: 'The page is locked',
  },
);
export type FollowWayWords = typeof followWayWords.zh;
