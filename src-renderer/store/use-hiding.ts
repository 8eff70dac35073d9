import { say } from '../../src-shared/say.ts';
import { useDesk, useHeld } from './desk.ts';
import { nothingHidden, type Hiding } from './hiding.ts';

const sign = '••••';

/** For dialogs that show what the picture does not hold: files, backups, other tools, the access log. */
export function useHiding(): Hiding {
  const { windowSettings, picture, unveiled } = useDesk();
  const { privacy } = useHeld(windowSettings);
  const known = useHeld(picture.profiles);
  if (!privacy) return nothingHidden;
  const nameOf = (id: string) => known.find((profile) => profile.id === id)?.name;
  // The longer name first: one may begin another.
  const told = unveiled.profiles
    .get()
    .flatMap(({ id, name }) => [id, name].map((text) => ({ text, stand: nameOf(id) ?? sign })))
    .sort((left, right) => right.text.length - left.text.length);
  return {
    isOn: true,
    nameOf: (id) => nameOf(id) ?? say('A profile that is not here'),
    value: () => sign,
    sentence: (text) => told.reduce((covered, each) => covered.replaceAll(each.text, each.stand), text),
  };
}
