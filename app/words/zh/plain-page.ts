/** Words for what the server itself refuses, beside what all pages may say. */
export const plainPageWords = {
  tooLarge: {
    title: '发送的内容太大',
    body: '最多 5 个文件，每个不超过 20 MB。没有保存任何内容，请返回上一页减少文件。',
  },
};
