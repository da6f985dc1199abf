import { render } from 'preact';
import '../ui/base.css';
import './live.css';
import { LivePage } from './live-page';

const page = document.getElementById('page');
if (page) render(<LivePage />, page);
