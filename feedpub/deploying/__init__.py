"""Output folder to its target: plan the order, copy with rsync, rclone or by ourselves, then notify hubs."""
