/** The address was not accepted: another one is needed, and only the command line can make it. */
export default function NotLetIn() {
  return (
    <main className="first alone">
      <h1>This address is not valid any more</h1>
      <p className="soft">
        Each start of Keywatch makes a new address. Nothing was changed or shown. For a fresh one, type this
        in a terminal:
      </p>
      <p className="cmd">keywatch open</p>
    </main>
  );
}
