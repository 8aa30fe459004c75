@{
  Title = 'Decommission the old pool'
  Deployment = 'a'
  Minutes = 40
  Rules = 'R-086', 'R-094'
}
