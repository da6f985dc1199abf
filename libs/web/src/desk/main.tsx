import { render } from 'preact';
import '../ui/base.css';
import './desk.css';
import { DeskPage } from './desk-page';

const page = document.getElementById('page');
if (page) render(<DeskPage />, page);
