### The card of `steward doctor --live`.

probe-card = Steward is trying the way to this channel and back
probe-card-next = Tap the button: whoever sets Steward up is waiting for it.
probe-card-button = I see it
probe-card-done = Thank you, that arrived.
