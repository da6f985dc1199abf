import { useEffect, useRef, useState } from 'preact/hooks';
import { wordsOf } from '../doors/http';
import { Play, Stop } from '../ui/icons';
import { playExamples, type Playing } from './play';

/** Lets this page act as a few example customers. */
export function PlayButton() {
  const [playing, setPlaying] = useState<Playing>();
  const [problem, setProblem] = useState<string>();
  const stop = useRef<AbortController>(undefined);
  useEffect(() => () => stop.current?.abort(), []);

  async function play() {
    const abort = new AbortController();
    stop.current = abort;
    setProblem(undefined);
    try {
      await playExamples(setPlaying, abort.signal);
    } catch (error) {
      abort.abort();
      setProblem(wordsOf(error));
    } finally {
      setPlaying(undefined);
    }
  }
  return (
    <>
      {problem !== undefined && (
        <span class="problem small" role="alert">
          {problem}
        </span>
      )}
      {playing ? (
        <button type="button" class="button" onClick={() => stop.current?.abort()}>
          <Stop size={14} />
          <span class="num" role="status">
            {playing.of - playing.done} {playing.of - playing.done === 1 ? 'customer' : 'customers'}
          </span>
        </button>
      ) : (
        <button type="button" class="button solid" onClick={() => void play()}>
          <Play size={14} />
          <span class="wide">Play example customers</span>
          <span class="narrow">Play examples</span>
        </button>
      )}
    </>
  );
}
