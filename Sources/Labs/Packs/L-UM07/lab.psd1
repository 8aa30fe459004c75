@{
  Title = 'Users and meetings from Office Communications Server 2007 R2'
  Deployment = 'b'
  Minutes = 40
  Rules = 'R-088', 'R-089', 'R-090', 'R-093', 'R-096', 'R-097', 'R-098'
}
