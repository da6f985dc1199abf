import { useEffect, useState } from 'preact/hooks';

/** What stands behind `/desk/` or `/live/` in the address, and how to change it; the browser's back button works. */
export function useChosen(
  page: '/desk' | '/live',
): [chosen: string | undefined, choose: (id: string | undefined) => void] {
  const read = () => decodeURIComponent(location.pathname.slice(page.length + 1)) || undefined;
  const [chosen, setChosen] = useState(read);
  useEffect(() => {
    const follow = () => setChosen(read());
    addEventListener('popstate', follow);
    return () => removeEventListener('popstate', follow);
  }, []);
  return [
    chosen,
    (id) => {
      if (id === read()) return;
      history.pushState(null, '', id === undefined ? page : `${page}/${encodeURIComponent(id)}`);
      setChosen(id);
    },
  ];
}
