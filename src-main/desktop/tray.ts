import { isDeepStrictEqual } from 'node:util';
import type { Menu, MenuItemConstructorOptions, nativeImage, NativeTheme, Tray } from 'electron';
import type { Clock } from '../ports.ts';
import { trayImage } from './tray-images.ts';
import type { TrayAct, TrayLine, TrayModel } from './tray-model.ts';

/** Linux loses images that come faster. */
const settlesMs = 200;

export interface ShellTray {
  /** Shows the model; the same one again costs nothing. */
  render(model: TrayModel): void;
}

/** The tray, made when it is first rendered and held for good: an unheld tray disappears with the next collection. */
export function createTray(
  electron: {
    Tray: typeof Tray;
    Menu: typeof Menu;
    nativeImage: typeof nativeImage;
    nativeTheme: Pick<NativeTheme, 'shouldUseDarkColors' | 'shouldUseDarkColorsForSystemIntegratedUI' | 'on'>;
  },
  parts: {
    clock: Clock;
    images: string;
    platform: NodeJS.Platform;
    /** XDG_CURRENT_DESKTOP, or ''. */
    desktop: string;
    act: (act: TrayAct) => void;
  },
): ShellTray {
  const { clock, platform } = parts;
  let tray: Tray | null = null;
  let shown: TrayModel | null = null;
  let image = '';
  let imageSetAt = 0;
  let stopWaiting: (() => void) | null = null;

  const wantedImage = (model: TrayModel) =>
    trayImage(parts.images, model.sign, {
      platform,
      desktop: parts.desktop,
      dark:
        platform === 'linux'
          ? electron.nativeTheme.shouldUseDarkColors
          : electron.nativeTheme.shouldUseDarkColorsForSystemIntegratedUI,
    });

  const load = (path: string) => {
    const loaded = electron.nativeImage.createFromPath(path);
    if (platform === 'darwin') loaded.setTemplateImage(true);
    return loaded;
  };

  const showImage = () => {
    stopWaiting?.();
    stopWaiting = null;
    if (tray === null || shown === null) return;
    const wanted = wantedImage(shown);
    if (wanted === image) return;
    const early = settlesMs - (clock.now() - imageSetAt);
    if (early > 0) {
      stopWaiting = clock.after(early, showImage);
      return;
    }
    image = wanted;
    imageSetAt = clock.now();
    tray.setImage(load(wanted));
  };

  const items = (lines: readonly TrayLine[]) => lines.map((line) => itemOf(line, platform, parts.act));

  electron.nativeTheme.on('updated', showImage);

  return {
    render(model) {
      const before = shown;
      if (isDeepStrictEqual(before, model)) return;
      shown = model;
      if (tray === null) {
        image = wantedImage(model);
        imageSetAt = clock.now();
        tray = new electron.Tray(load(image));
        // macOS opens the menu by itself; elsewhere a press opens the window, where it is sent at all.
        if (platform !== 'darwin') tray.on('click', () => parts.act({ do: 'open' }));
      } else showImage();
      if (before?.tooltip !== model.tooltip) tray.setToolTip(model.tooltip);
      // Linux keeps a picture of the menu that goes stale: there it is always given anew.
      if (platform === 'linux' || !isDeepStrictEqual(before?.menu, model.menu)) {
        tray.setContextMenu(electron.Menu.buildFromTemplate(items(model.menu)));
      }
    },
  };
}

function itemOf(
  line: TrayLine,
  platform: NodeJS.Platform,
  act: (act: TrayAct) => void,
): MenuItemConstructorOptions {
  if (line.line === 'separator') return { type: 'separator' };
  const label = platform === 'darwin' ? line.label : line.label.replaceAll('&', '&&');
  switch (line.line) {
    case 'text':
      return { label, enabled: false };
    case 'act':
      return { label, click: () => act(line.act) };
    case 'more':
      return { label, submenu: line.lines.map((inner) => itemOf(inner, platform, act)) };
  }
}
