import type { Shape } from '~/words/define';
import type { pictureViewWords as zh } from '~/words/zh/case/picture-view';

export const pictureViewWords: Shape<typeof zh> = {
  frame: {
    more: 'Another {n} pictures in this file are not shown here. For those, open and save the file, then view it on a computer that is offline.',
  },
  opening: 'Opening the picture …',
  failed:
    'This picture (HEIC or TIFF) is damaged, or coded in a way that cannot be shown here. Open and save it, then use a picture viewer on a computer that is offline; or ask the reporter to send it as JPEG (camera setting "most compatible", or a screenshot).',
  large:
    'This picture is too large to be shown here. Open and save it, then use a picture viewer on a computer that is offline.',
};
