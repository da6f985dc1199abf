import { Component, h, type ComponentChildren, type FunctionComponent } from 'preact';

/** A component that draws again only when one of its properties is another. */
export function memo<P extends object>(view: FunctionComponent<P>): FunctionComponent<P> {
  class Memo extends Component<P> {
    override shouldComponentUpdate(next: P): boolean {
      const now = this.props as P;
      return (Object.keys(next) as (keyof P)[]).some((key) => next[key] !== now[key]);
    }
    override render(): ComponentChildren {
      return h(view, this.props as P & { children?: ComponentChildren });
    }
  }
  return (props) => h(Memo, props as P & { ref?: undefined });
}
