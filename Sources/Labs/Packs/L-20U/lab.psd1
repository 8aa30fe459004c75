@{
  Title = 'UCMA 2.0: upgrade to UCMA 4.0 after coexistence'
  Deployment = 'b'
  Minutes = 30
  Rules = 'R-026', 'R-040', 'R-041', 'R-052', 'R-053', 'R-061', 'R-062', 'R-064'
}
