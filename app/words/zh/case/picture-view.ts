/** HEIC and TIFF pictures, which the browser does not show by itself. */
export const pictureViewWords = {
  frame: { more: '这个文件里还有 {n} 张图片没有在这里显示。要看其余各张，请解密保存后，在不联网的电脑上打开。' },
  opening: '正在打开图片 …',
  failed:
    '这张图片（HEIC 或 TIFF 格式）已损坏，或者用了这里打不开的编码。可解密保存后，在不联网的电脑上用看图软件打开；也可请举报人改发 JPEG 格式（手机设置里选“兼容性最佳”，或截屏后发送）。',
  large: '这张图片太大，这里打不开。请解密保存后，在不联网的电脑上用看图软件打开。',
};
