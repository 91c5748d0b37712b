import { defineWords } from '~/words/define';
import { pictureViewWords as en } from '~/words/en/case/picture-view';
import { pictureViewWords as zh } from '~/words/zh/case/picture-view';

/** `{n}` is filled in by the frame that shows the picture. */
export const pictureViewWords = defineWords({ zh, en });
