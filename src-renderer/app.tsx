import { Sprite } from './parts/sprite.tsx';
import { ProfileList } from './profiles/list.tsx';

export function App() {
  return (
    <>
      <Sprite />
      <div className="window">
        <header className="strip"><h1 className="sentence">x</h1></header>
        <div className="body">
          <ProfileList />
        </div>
      </div>
    </>
  );
}
