import { render } from 'preact';
import '../ui/base.css';
import './home.css';
import { HomePage } from './home-page';

const page = document.getElementById('page');
if (page) render(<HomePage />, page);
