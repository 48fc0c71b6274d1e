-- articles may be touched again
reset variable all_settled
