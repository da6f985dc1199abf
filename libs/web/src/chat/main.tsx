import { render } from 'preact';
import '../ui/base.css';
import './chat.css';
import { ChatPage } from './chat-page';

const page = document.getElementById('page');
if (page) render(<ChatPage />, page);
