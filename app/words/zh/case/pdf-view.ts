/** `{n}` and `{all}` are filled in by the frame that shows the PDF. */
export const pdfViewWords = {
  frame: {
    controls: '翻页与缩放',
    previous: '上一页',
    next: '下一页',
    goTo: '转到第几页',
    of: '/ {all} 页',
    zoomIn: '放大',
    zoomOut: '缩小',
    fit: '适合宽度',
    page: '第 {n} 页，共 {all} 页',
    picture: '本页是图片，没有可朗读或复制的文字。',
    pageBroken: '这一页已损坏，无法显示。',
    more: '这里只显示前 {n} 页。要看其余各页，请解密保存后，在不联网的电脑上打开。',
  },
  opening: '正在打开 PDF …',
  failed:
    '这份 PDF 已损坏，或者浏览器太旧，这里打不开。可解密保存后，在不联网的电脑上用其他软件试开；也可请举报人重新发送。',
  locked: '这份 PDF 设了打开密码，这里打不开。可向举报人询问密码，解密保存后，在不联网的电脑上打开。',
};
