import { plain, type Sight } from './sitting.ts';

/** Every way in which pictures of the screens are compared. */
export const ways: Readonly<Record<string, Sight>> = {
  light: plain,
  dark: { ...plain, scheme: 'dark' },
  'zh-cn': { ...plain, language: 'zh-CN' },
  narrow: { ...plain, width: 360, height: 640 },
  'text-200': { ...plain, text: 2 },
  wide: { ...plain, width: 2560 },
};
