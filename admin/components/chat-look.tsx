import React from 'react'

/** A message as the chat shows it: the first line stands out, the rest as it was typed. */
export const ChatLook: React.FC<{ text: string }> = ({ text }) => {
  const [head = '', ...rest] = text.split('\n')
  return (
    <div className="nst-chat">
      <p className="nst-bubble"><b>{head}</b>{`\n${rest.join('\n')}`}</p>
    </div>
  )
}
